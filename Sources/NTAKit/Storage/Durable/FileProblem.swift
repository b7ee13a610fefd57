import Foundation
import NTAAnalysis
import NTAVideo
import SystemPackage

/// Describes an error of the file system in plain words.
package enum FileProblem {
  /// Why a file or folder could not be opened, read or written.
  package static func reason(_ error: any Error) -> String {
    if let error = error as? Errno { return error.reason }
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return "no such file"
    case .fileReadNoPermission: return "permission denied"
    default: break
    }
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return Errno(rawValue: Int32(underlying.code)).reason
    }
    return "the system gave no reason"
  }
}
