internal import CFFmpeg
import NTAAnalysis

/// Times of a video's packets, read without decoding.
struct PacketSurvey {
  /// Times in presentation order.
  var ticks: [Int64]
  /// Number of packets in the container's index; nil if there is none.
  var indexed: Int?

  /// Most packets examined: enough to determine the interval from 1 ms ticks to 10^-6.
  private static let packetLimit = 2048
  /// Most bytes read, so that raw video in a container without an index is not read twice.
  private static let byteLimit = 64 << 20

  /// Surveys a video through its index (AVI, MOV), or else by reading its first packets.
  static func surveying(
    _ demuxer: borrowing Demuxer, file: String
  ) throws(DecodeError) -> PacketSurvey {
    if demuxer.isStillImage { return PacketSurvey(ticks: []) }
    if demuxer.isNamed("avi") || demuxer.isNamed("mov"),
      let survey = indexSurvey(demuxer.stream)
    {
      return survey
    }
    return PacketSurvey(ticks: try firstTicks(file: file))
  }

  /// Counts the packets of a video by reading all of it.
  static func packetCount(file: String) throws(DecodeError) -> Int {
    let demuxer = try Demuxer(path: file)
    guard let packet = Packet() else { throw .outOfMemory(file: file) }
    var count = 0
    while try demuxer.read(into: packet, frame: count, file: file) != nil {
      if packet.pointer.pointee.size > 0, !packet.isDiscarded { count += 1 }
    }
    return count
  }

  private static func indexSurvey(_ stream: UnsafeMutablePointer<AVStream>) -> PacketSurvey? {
    let count = avformat_index_get_entries_count(stream)
    var ticks: [Int64] = []
    var indexed = 0
    for index in 0..<count {
      guard let entry = avformat_index_get_entry(stream, index) else { continue }
      if entry.pointee.flags & AVINDEX_DISCARD_FRAME != 0 { continue }
      indexed += 1
      if entry.pointee.size == 0 { continue }
      if ticks.count < packetLimit, let time = entry.pointee.timestamp.knownTicks {
        ticks.append(time)
      }
    }
    guard ticks.count >= 2 else { return nil }
    ticks.sort()
    return PacketSurvey(ticks: ticks, indexed: indexed)
  }

  private static func firstTicks(file: String) throws(DecodeError) -> [Int64] {
    let demuxer = try Demuxer(path: file)
    guard let packet = Packet() else { throw .outOfMemory(file: file) }
    var ticks: [Int64] = []
    var bytes = 0
    while ticks.count < packetLimit, bytes < byteLimit || ticks.count < 64,
      try demuxer.read(into: packet, frame: ticks.count, file: file) != nil
    {
      bytes += Int(packet.pointer.pointee.size)
      if packet.pointer.pointee.size > 0, !packet.isDiscarded, let time = packet.ticks {
        ticks.append(time)
      }
    }
    ticks.sort()
    // Packets come in decoding order: the latest times may have gaps that look like lost frames.
    if ticks.count == packetLimit { ticks.removeLast(16) }
    return ticks
  }
}
