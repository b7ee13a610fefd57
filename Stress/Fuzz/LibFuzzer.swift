import Glibc

// The fuzzer calls this with each input; the file it goes through lies in memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let name = getenv("NTA_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let known = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("NTA_FUZZ_TARGET is \"\(name)\"; it must be one of \(known)")
  }
  let path = "/dev/shm/nta-fuzz-\(getpid())"
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard file >= 0, write(file, data, size) == size, close(file) == 0 else {
    fatalError("\(path) cannot be written")
  }
  target.read(path)
  return 0
}
