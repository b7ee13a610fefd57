import Foundation

/// The examples of the documentation: code between `// begin` and `// end` of a test file.
enum ExampleCode {
  /// The example in a source file.
  static func code(in file: String) throws -> String? {
    let source = try String(contentsOfFile: file, encoding: .utf8)
    guard let begin = source.range(of: "// begin\n"), let end = source.range(of: "// end\n") else {
      return nil
    }
    return String(source[begin.upperBound..<end.lowerBound])
  }

  /// An article of the documentation of NTAAnalysis.
  static func article(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/NTAAnalysis/NTAAnalysis.docc/\(name).md")
    return try String(contentsOf: root, encoding: .utf8)
  }
}
