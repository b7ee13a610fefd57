import Testing

@testable import NTAKit

struct ColumnLayoutTests {
  private static let layout = ColumnLayout([.left(6), .right(5), .left(3, gap: 2)])

  @Test(
    "cells are aligned, and long ones stay a blank apart",
    arguments: [
      (["mode", "98.5", "nm", "remark"], "mode   98.5  nm remark"),
      (["", "1", "", ""], "          1"),
      (["much longer", "123456", "nm"], "much longer  123456  nm"),
      (["name"], "name"),
    ])
  func line(cells: [String], expected: String) {
    #expect(Self.layout.line(cells) == expected)
  }

  @Test("a number in the first column needs no blank before it")
  func firstColumn() {
    let numbers = ColumnLayout([.right(3), .left(0, gap: 1)])
    #expect(numbers.line(["7", "a b"]) == "  7 a b")
    #expect(numbers.line(["1234", "a b"]) == "1234 a b")
  }
}

struct JSONTextTests {
  private struct Document: Encodable {
    var z = 1.0
    var path = "a/b"
    @OrNull var none: Double?
  }

  @Test("keys are sorted, slashes are plain, and missing values are null")
  func layouts() throws {
    let document = Document(none: nil)
    #expect(try JSONText.compact(document) == "{\"none\":null,\"path\":\"a/b\",\"z\":1}\n")
    #expect(
      try JSONText.indented(document)
        == "{\n  \"none\" : null,\n  \"path\" : \"a/b\",\n  \"z\" : 1\n}\n")
  }

  @Test("a value that JSON cannot represent is an error")
  func notEncodable() {
    #expect(throws: FileError.self) { try JSONText.compact(Document(z: .infinity, none: nil)) }
  }

  @Test("texts are quoted")
  func quoted() {
    #expect(JSONText.quoted("a \"b\"\n/c") == "\"a \\\"b\\\"\\n/c\"")
    #expect(JSONText.quoted(nil) == "null")
  }
}
