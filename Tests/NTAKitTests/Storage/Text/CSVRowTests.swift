import Testing

@testable import NTAKit

/// Lines of the tables that spreadsheets open.
struct CSVRowTests {
  @Test(
    "texts that a spreadsheet would compute get an apostrophe",
    arguments: [
      "=1+1", "+49 30", "-i.avi", "@SUM(A1)", "\t=1", "＝1", "=HYPERLINK(\"http://a\",\"b\")",
    ])
  func formulas(_ text: String) {
    var row = CSVRow()
    row.append(text)
    let quotesDropped = row.text.hasPrefix("\"") ? row.text.dropFirst() : row.text[...]
    #expect(quotesDropped.hasPrefix("'"), "\(row.text)")
    #expect(row.text.replacing("\"\"", with: "\"").contains(text))
  }

  @Test("line ends at the start are quoted, with the apostrophe inside", arguments: ["\r", "\n"])
  func lineEnds(_ start: String) {
    var row = CSVRow()
    row.append(start + "=1")
    #expect(row.text == "\"'\(start)=1\"")
  }

  @Test("other texts and all numbers are as they are")
  func others() {
    var row = CSVRow()
    row.append("a=b")
    row.append("pos-01.avi")
    row.append("")
    row.append(String?.none)
    row.append(-1.5)
    row.append(-2)
    row.append(Float(-3))
    #expect(row.text == "a=b,pos-01.avi,,,-1.5,-2,-3.0")
  }
}
