/// The sized tracks of one position or of several, in columns.
///
/// The columns spill to a ``SpillStore``; the scalar values can be read without the curves.
package struct SizedTracks: Sequence, Sendable {
  /// The columns of one position.
  fileprivate struct Columns: Sendable {
    var summaries: SpillableArray<SizedTrack.Summary>
    var curves: SpillableArray<Float>
    var amplitudes: SpillableArray<Float>
    var gaps: SpillableArray<Int32>
    /// Number of entries of each track in the columns above.
    var lengths: SpillableArray<Lengths>
  }

  fileprivate struct Lengths: BitwiseCopyable, Sendable {
    var curve: Int32
    var amplitudes: Int32
    var gaps: Int32
  }

  private var positions: [Columns]

  /// An empty list that keeps its tracks in `store`; nil keeps them in memory.
  package init(in store: (any SpillStore)?) {
    positions = [
      Columns(
        summaries: SpillableArray(in: store), curves: SpillableArray(in: store),
        amplitudes: SpillableArray(in: store), gaps: SpillableArray(in: store),
        lengths: SpillableArray(in: store))
    ]
  }

  /// Wraps tracks that are already in memory.
  package init(_ tracks: some Sequence<SizedTrack>) {
    self.init(in: nil)
    for track in tracks { append(track) }
    seal()
  }

  /// The tracks of several lists, in their order.
  package init(pooling lists: [SizedTracks]) { positions = lists.flatMap(\.positions) }

  /// Number of tracks.
  package var count: Int { positions.reduce(0) { $0 + $1.summaries.count } }

  /// The failure that prevented tracks from being stored or read; nil if there was none.
  package var failure: SpillFailure? { positions.lazy.compactMap(\.summaries.failure).first }

  /// Appends a track to the last position.
  package mutating func append(_ track: SizedTrack) {
    let last = positions.count - 1
    positions[last].summaries.append(track.summary)
    positions[last].curves.append(contentsOf: track.curve)
    positions[last].amplitudes.append(contentsOf: track.amplitudes)
    positions[last].gaps.append(contentsOf: track.gaps)
    positions[last].lengths.append(
      Lengths(
        curve: Int32(track.curve.count), amplitudes: Int32(track.amplitudes.count),
        gaps: Int32(track.gaps.count)))
  }

  /// Ends writing; required before reading.
  package mutating func seal() {
    for index in positions.indices {
      positions[index].summaries.seal()
      positions[index].curves.seal()
      positions[index].amplitudes.seal()
      positions[index].gaps.seal()
      positions[index].lengths.seal()
    }
  }

  /// The scalar values of every track, in order.
  package var summaries: some Sequence<SizedTrack.Summary> { read(\.summaries) }

  /// Amplitudes of all detections of all tracks, grey levels.
  package var amplitudes: some Sequence<Float> { read(\.amplitudes) }

  private func read<Element>(
    _ column: @escaping @Sendable (Columns) -> SpillableArray<Element>
  ) -> some Sequence<Element> {
    positions.lazy.flatMap { own in
      var reader = column(own).reader()
      return AnyIterator { reader.take() }
    }
  }

  package func makeIterator() -> Iterator { Iterator(positions[...]) }

  /// Reads whole tracks in order.
  package struct Iterator: IteratorProtocol {
    private struct Readers {
      var summaries: SpillableArray<SizedTrack.Summary>.Reader
      var curves: SpillableArray<Float>.Reader
      var amplitudes: SpillableArray<Float>.Reader
      var gaps: SpillableArray<Int32>.Reader
      var lengths: SpillableArray<Lengths>.Reader

      init(_ columns: Columns) {
        summaries = columns.summaries.reader()
        curves = columns.curves.reader()
        amplitudes = columns.amplitudes.reader()
        gaps = columns.gaps.reader()
        lengths = columns.lengths.reader()
      }

      mutating func next() -> SizedTrack? {
        guard let summary = summaries.take(), let length = lengths.take(),
          let curve = curves.take(Int(length.curve)),
          let amplitudes = amplitudes.take(Int(length.amplitudes)),
          let own = gaps.take(Int(length.gaps))
        else { return nil }
        return SizedTrack(summary, curve: curve, amplitudes: amplitudes, gaps: own)
      }
    }

    private var positions: ArraySlice<Columns>
    private var readers: Readers?

    fileprivate init(_ positions: ArraySlice<Columns>) {
      self.positions = positions
      readers = self.positions.popFirst().map(Readers.init)
    }

    package mutating func next() -> SizedTrack? {
      while readers != nil {
        if let track = readers?.next() { return track }
        readers = positions.popFirst().map(Readers.init)
      }
      return nil
    }
  }
}
