/// Sized tracks, one after the other; what is one number a track can be read by itself.
struct SizedTrackLog: Sendable {
  fileprivate var facts: SpillableArray<SizedTrack.Facts>
  fileprivate var curves: SpillableArray<Float>
  fileprivate var brightness: SpillableArray<Float>
  fileprivate var gaps: SpillableArray<Int32>

  /// An empty log in `file`.
  init(in file: SpillFile) {
    facts = SpillableArray(in: file)
    curves = SpillableArray(in: file)
    brightness = SpillableArray(in: file)
    gaps = SpillableArray(in: file)
  }

  var count: Int { facts.count }

  /// Heights of the spots of all tracks.
  var heights: some Sequence<Float> {
    var reader = brightness.reader()
    return AnyIterator { reader.take() }
  }

  mutating func append(_ track: SizedTrack) {
    facts.append(SizedTrack.Facts(track))
    curves.append(contentsOf: track.curve)
    brightness.append(contentsOf: track.brightness)
    gaps.append(contentsOf: track.gaps)
  }

  /// Ends the writing.
  mutating func seal() {
    facts.seal()
    curves.seal()
    brightness.seal()
    gaps.seal()
  }
}

/// The sized tracks of several positions, in their order.
struct SizedTracks: Sequence, Sendable {
  private let logs: [SizedTrackLog]

  init(_ logs: [SizedTrackLog]) { self.logs = logs }

  /// Tracks that are in memory already.
  init(_ tracks: some Sequence<SizedTrack>) {
    var log = SizedTrackLog(in: SpillFile(memory: .max))
    for track in tracks { log.append(track) }
    log.seal()
    logs = [log]
  }

  var count: Int { logs.reduce(0) { $0 + $1.count } }

  /// What kept tracks from being read to the end, if anything did.
  var problem: SpillError? { logs.lazy.compactMap(\.facts.problem).first }

  /// What is one number a track.
  var facts: Facts { Facts(logs: logs) }

  func makeIterator() -> Iterator { Iterator(logs: logs) }

  struct Facts: Sequence {
    fileprivate let logs: [SizedTrackLog]

    func makeIterator() -> FactsIterator { FactsIterator(logs: logs) }
  }

  struct FactsIterator: IteratorProtocol {
    private var logs: ArraySlice<SizedTrackLog>
    private var reader: SpillableArray<SizedTrack.Facts>.Reader?

    fileprivate init(logs: [SizedTrackLog]) {
      self.logs = logs[...]
      reader = self.logs.popFirst()?.facts.reader()
    }

    mutating func next() -> SizedTrack.Facts? {
      while true {
        if let facts = reader?.take() { return facts }
        guard let log = logs.popFirst() else { return nil }
        reader = log.facts.reader()
      }
    }
  }

  struct Iterator: IteratorProtocol {
    private var logs: ArraySlice<SizedTrackLog>
    private var facts: SpillableArray<SizedTrack.Facts>.Reader?
    private var curves: SpillableArray<Float>.Reader?
    private var brightness: SpillableArray<Float>.Reader?
    private var gaps: SpillableArray<Int32>.Reader?

    fileprivate init(logs: [SizedTrackLog]) {
      self.logs = logs[...]
      open()
    }

    private mutating func open() {
      let log = logs.popFirst()
      facts = log?.facts.reader()
      curves = log?.curves.reader()
      brightness = log?.brightness.reader()
      gaps = log?.gaps.reader()
    }

    mutating func next() -> SizedTrack? {
      while facts != nil {
        if let own = facts?.take() {
          guard let curve = curves?.take(Int(own.curveLength)),
            let heights = brightness?.take(Int(own.brightnessLength)),
            let steps = gaps?.take(Int(own.gapsLength))
          else { return nil }
          return SizedTrack(own, curve: curve, brightness: heights, gaps: steps)
        }
        open()
      }
      return nil
    }
  }
}
