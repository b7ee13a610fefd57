import Glibc

/// The fuzzer's own loop, in the run-time library that `-sanitize=fuzzer` links.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Hands the fuzzer's inputs to the reader that the environment's `NTA_FUZZ_TARGET` names.
@main struct LibFuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, { data, size in LibFuzzer.test(data, size) }))
  }

  // The file that an input goes through lies in memory.
  private static func test(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let name = getenv("NTA_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      fatalError("NTA_FUZZ_TARGET is \"\(name)\"; it must be one of \(known)")
    }
    let path = "/dev/shm/nta-fuzz-\(getpid())"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0, size == 0 || write(file, data, size) == size, close(file) == 0 else {
      fatalError("\(path) cannot be written")
    }
    target.read(path)
    return 0
  }
}
