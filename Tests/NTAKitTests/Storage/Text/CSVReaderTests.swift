import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct CSVReaderTests {
  private func records(_ text: String) throws -> [[String]] {
    let folder = try TemporaryFolder()
    var reader = try CSVReader.open(try folder.write(text, to: "table.csv"))
    var records: [[String]] = []
    while try reader.advance() { records.append(reader.fields) }
    return records
  }

  @Test(
    "the same table in every dialect reads the same",
    arguments: [
      "frame,x\n1,2.5\n", "frame,x\n1,2.5", "frame,x\r\n1,2.5\r\n", "frame,x\r1,2.5\r",
      "\u{FEFF}frame,x\n1,2.5\n", "frame;x\n1;2.5\n", "frame\tx\n1\t2.5\n",
      "\"frame\",\"x\"\n\"1\",\"2.5\"\n", "\n\nframe , x\n\n1, 2.5 \n\n",
    ])
  func dialects(text: String) throws {
    #expect(try records(text) == [["frame", "x"], ["1", "2.5"]])
  }

  @Test(
    "the separator is what divides every line alike",
    arguments: [
      "a, one;b;c, three\n1;2;3\n4;5;6\n", "a;b;c\n1,5;2,5;3,5\n1,5;2;3,5\n",
      "Title, of a table\na;b;c\n1,5;2,5;3,5\n2,5;3,5;4,5\n", "a;b,c\n1,5;2\n",
    ])
  func separators(_ text: String) throws {
    let last = try #require(try records(text).last)
    #expect(last.count == text.split(separator: "\n").last?.split(separator: ";").count)
  }

  @Test("quoted fields keep separators, quotes and line ends")
  func quotes() throws {
    #expect(
      try records("a,b\n\"1,\"\"2\"\"\n3\",4\n") == [["a", "b"], ["1,\"2\"\n3", "4"]])
  }

  @Test("our own rows read back as they were")
  func roundTrip() throws {
    let values = ["plain", "with,comma", "with \"quotes\"", "two\r\nlines", ""]
    var row = CSVRow()
    for value in values { row.append(value) }
    #expect(try records("a,b,c,d,e\n" + row.line).last == values)
  }

  @Test("line numbers count the lines of the file, quoted ends included")
  func lineNumbers() throws {
    let folder = try TemporaryFolder()
    var reader = try CSVReader.open(
      try folder.write("a,b\r\n\r\n\"x\ny\",1\r\n2,3\r\n", to: "table.csv"))
    var lines: [Int] = []
    while try reader.advance() { lines.append(reader.line) }
    #expect(lines == [1, 3, 5])
  }

  @Test("a decimal comma is a number where semicolons separate, and only there")
  func decimalComma() throws {
    let folder = try TemporaryFolder()
    var german = try CSVReader.open(try folder.write("a;b\n1,5;-2,25e3\n", to: "german.csv"))
    #expect(try german.advance() && german.advance())
    #expect(german.number(0) == 1.5 && german.number(1) == -2250)
    var english = try CSVReader.open(try folder.write("a,b\n\"1,5\",2\n", to: "english.csv"))
    #expect(try english.advance() && english.advance())
    #expect(english.number(0) == nil)
  }

  @Test("fields that straddle the read buffer stay whole")
  func longFile() throws {
    let count = 40_000
    let text = "a,b\n" + (0..<count).map { "\($0),value \($0)\n" }.joined()
    let folder = try TemporaryFolder()
    var reader = try CSVReader.open(try folder.write(text, to: "table.csv"))
    #expect(try reader.advance())
    var wrong = 0
    for index in 0..<count {
      let isThere = try reader.advance()
      if !isThere || reader.text(1) != "value \(index)" { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(try !reader.advance())
  }

  @Test("a file that cannot be a table is refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: TableError.empty(path: "\(folder.path)/empty.csv")) {
      _ = try records(of: folder.write("", to: "empty.csv"))
    }
    #expect(throws: TableError.unclosedQuote(path: "\(folder.path)/quote.csv", line: 2)) {
      _ = try records(of: folder.write("a,b\n\"1,2\n3,4\n", to: "quote.csv"))
    }
    #expect(throws: TableError.notText(path: "\(folder.path)/binary.csv", line: 2)) {
      _ = try records(of: folder.write("a,b\n1\0,2\n", to: "binary.csv"))
    }
    let error = #expect(throws: TableError.self) {
      _ = try records(of: "\(folder.path)/missing.csv")
    }
    #expect(error?.category == .unreadableInput)
  }

  private func records(of path: String) throws -> [[String]] {
    var reader = try CSVReader.open(path)
    var records: [[String]] = []
    while try reader.advance() { records.append(reader.fields) }
    return records
  }
}
