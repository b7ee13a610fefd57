import Foundation
import NTAAnalysis
import NTAVideo

extension RunInputs {
  /// The header of the instrument: the one with the video's name, or that names the videos, or else the
  /// only one that is not of other videos.
  ///
  /// - Returns: the header if there is one, and a warning if there are several.
  /// - Throws: ``RecordingError/header(_:)`` for a damaged header with the video's name.
  func header() throws(RecordingError) -> (InstrumentHeader?, RunWarning?) {
    if let header = try namedHeader() { return (header, nil) }
    let nanoSight = nanoSightHeaders
    let headers = nanoSight.isEmpty ? zetaViewHeaders : nanoSight
    guard headers.count > 1 else { return (headers.first, nil) }
    return (nil, .ambiguousHeader(headers: headers.map(\.fileName)))
  }

  private var texts: [String] {
    folders.flatMap { folder in folder.texts.map { "\(folder.path)/\($0)" } }
  }

  /// The ZetaView's header with the name of the only video.
  private func namedHeader() throws(RecordingError) -> InstrumentHeader? {
    guard sources.count == 1, let stem = sources.first.map({ FolderContents.stem(of: $0.name) }),
      let path = texts.first(where: { FolderContents.stem(of: $0) == stem }),
      Self.looksLikeZetaView(path)
    else { return nil }
    do throws(InstrumentFileError) {
      return InstrumentHeader(try ZetaViewHeader(path: path))
    } catch {
      throw .header(error)
    }
  }

  private var zetaViewHeaders: [InstrumentHeader] {
    let used = Set(sources.map { FolderContents.stem(of: $0.name) })
    let others = Set(folders.flatMap(\.videos).map(FolderContents.stem)).subtracting(used)
    return texts.filter { !others.contains(FolderContents.stem(of: $0)) }
      .filter(Self.looksLikeZetaView).compactMap { try? ZetaViewHeader(path: $0) }
      .map { InstrumentHeader($0) }
  }

  /// The NanoSight's files that name any of the videos, or else those that name none in these folders.
  private var nanoSightHeaders: [InstrumentHeader] {
    let names = sources.map(\.name)
    let used = Set(names.map(NanoSightRunFile.video))
    let present = Set(folders.flatMap(\.videos).map(NanoSightRunFile.video))
    let files = folders.flatMap { folder in
      folder.nanoSightFiles.compactMap { try? NanoSightRunFile(path: "\(folder.path)/\($0)") }
    }
    let naming = files.filter { !used.isDisjoint(with: $0.videos) }
    let candidates = naming.isEmpty ? files.filter { present.isDisjoint(with: $0.videos) } : naming
    // A copy states the same.
    var headers: [InstrumentHeader] = []
    for header in candidates.map({ $0.header(of: names) }) {
      let isCopy = headers.contains { first in
        var renamed = header
        (renamed.path, renamed.date) = (first.path, first.date)
        return renamed == first
      }
      if !isCopy { headers.append(header) }
    }
    return headers
  }

  /// Only texts that name the instrument near the start are read whole; a folder may hold many.
  static func looksLikeZetaView(_ path: String) -> Bool {
    guard SmallFile.isRegular(path), let file = FileHandle(forReadingAtPath: path) else {
      return false
    }
    defer { try? file.close() }
    let start = (try? file.read(upToCount: 4096)) ?? Data()
    return start.range(of: Data("ZetaView S/N:".utf8)) != nil
  }
}
