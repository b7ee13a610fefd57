import Foundation
import NTAAnalysis
import NTAVideo

extension ComparedResult {
  /// Number of bytes read to determine the kind of a file.
  private static let beginning = 4096

  /// Reads a result folder of nta, a ZetaView export (size table or `_11pos.txt`), or a NanoSight summary or
  /// table of particles.
  ///
  /// - Throws: ``CompareError`` for anything else, and for damaged files.
  package init(path: String) throws(CompareError) {
    let absolute = FileTree.absolute(path)
    guard FileTree.exists(absolute) else { throw .missing(path: path) }
    let name = FileTree.parentAndName(of: absolute).name
    if FileTree.isFolder(absolute) {
      do throws(FileError) {
        let (summary, distribution) = try ResultFolder(path).numbers()
        self.init(summary, distribution: distribution, name: name)
        return
      } catch {
        throw .result(error)
      }
    }
    let start: String
    do throws(InstrumentFileError) {
      start = try Self.text(of: path, limit: Self.beginning)
    } catch {
      throw .instrument(error)
    }
    do throws(InstrumentFileError) {
      if NanoSightSummary.isSummary(start) {
        self.init(try NanoSightSummary(path: path), name: name)
        return
      }
      if NanoSightParticles.isTable(start) {
        self.init(try NanoSightParticles(path: path), name: name)
        return
      }
      if ZetaViewPositionTable.isTable(start) {
        let whole = try Self.text(of: path, limit: ZetaViewText.sizeLimit)
        self.init(try ZetaViewPositionTable(parsing: whole, path: path), name: name)
        return
      }
      guard ZetaViewText(start, path: path).isZetaView else { throw .unknownKind(path: path) }
      self.init(try ZetaViewSizeTable(path: path), name: name)
    } catch {
      throw .instrument(error)
    }
  }

  private static func text(of path: String, limit: Int) throws(InstrumentFileError) -> String {
    // Reading a pipe could wait without end.
    guard SmallFile.isRegular(path) else {
      throw .unreadable(path: path, reason: "it is not a regular file")
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      let data = try handle.read(upToCount: limit) ?? Data()
      return InstrumentText.decoding([UInt8](data))
    } catch {
      throw .unreadable(path: path, reason: FileProblem.reason(error))
    }
  }

  /// The results in a result folder.
  init(_ summary: SummaryDocument, distribution: SizeDistribution, name: String) {
    self.init(name: name, origin: .nta)
    sample = summary.input.sample
    let size = summary.size
    mode_nm = size.mode_nm
    mean_nm = size.mean_nm
    sd_nm = size.sd_nm
    d10_nm = size.d10_nm
    d50_nm = size.d50_nm
    d90_nm = size.d90_nm
    detectionLimit_nm = size.detection_limit_nm
    modeInterval95_nm = ClosedRange(bounds: size.interval95.mode_nm)
    d50Interval95_nm = ClosedRange(bounds: size.interval95.d50_nm)
    concentration_per_mL = summary.concentration.sample_per_mL
    concentrationInterval95_per_mL = ClosedRange(bounds: summary.concentration.interval95_per_mL)
    dilution = summary.concentration.dilution
    tracks = summary.tracks.used
    validity = summary.validity?.verdict
    self.distribution = distribution.normalised
  }
}
