import _TestSupport
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

struct TrackTableTests {
  private let trackMate = """
    LABEL,ID,TRACK_ID,QUALITY,POSITION_X,POSITION_Y,POSITION_Z,POSITION_T,FRAME
    Label,Spot ID,Track ID,Quality,X,Y,Z,T,Frame
    Label,Spot ID,Track ID,Quality,X,Y,Z,T,Frame
    ,,,(quality),(micron),(micron),(micron),(sec),
    ID1,1,0,9.5,10.0,20.0,0,0.0,0
    ID2,2,0,9.5,11.0,21.0,0,0.25,1
    ID3,3,,9.5,50.0,50.0,0,0.25,1
    ID4,4,2,9.5,5.0,6.0,0,0.5,2

    """

  private func read(
    _ text: String, unit: LengthUnit = .automatic, frameRate_hz: Double? = nil
  ) throws -> [PositionTracks] {
    let folder = try TemporaryFolder()
    return try TrackTable(try folder.write(text, to: "tracks.csv"), unit: unit)
      .tracks(frameRate_hz: frameRate_hz)
  }

  /// One track of two points under a header.
  private static func table(_ x: String, _ y: String) -> String {
    "particle,frame,\(x),\(y)\n1,0,10,20\n1,1,11,21\n"
  }

  @Test(
    "a unit in the names of the columns is used",
    arguments: [
      ("x_um", "y_um", 10.0), ("X [µm]", "Y [µm]", 10), ("x (nm)", "y (nm)", 0.01),
      ("x_px", "y_px", 10), ("position_x_micron", "position_y_micron", 10), ("x", "y", 10),
    ])
  func namedUnits(x: String, y: String, expected: Double) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.table(x, y), to: "t.csv")
    let tracks = try TrackTable(path).tracks(frameRate_hz: 30)
    let first = try #require(tracks.first.flatMap { Array($0.tracks).first?.points.first })
    #expect(abs(Double(first.x) / expected - 1) < 1e-6)
  }

  @Test("the columns of an own table are those that are written")
  func ownColumns() {
    #expect(TrackTableLayout.ownColumns.joined(separator: ",") == PositionTracks.fields.csvHeader)
  }

  @Test("a unit that contradicts the table is refused")
  func contradictedUnits() throws {
    let folder = try TemporaryFolder()
    let own = "position,particle,frame,time_s,x,y,intensity\n1,1,0,0,10,20,5\n1,1,1,0.1,11,21,5\n"
    let trackMate =
      "LABEL,TRACK_ID,POSITION_X,POSITION_Y,FRAME\n"
      + "Label,Track ID,X,Y,Frame\n,,(micron),(micron),\nID1,1,10,20,0\nID2,1,11,21,1\n"
    for (text, unit) in [
      (Self.table("x_um", "y_um"), LengthUnit.pixel), (Self.table("x_px", "y_px"), .um),
      (Self.table("x_nm", "y_nm"), .um), (Self.table("x_px", "y_um"), .automatic),
      (own, .um), (trackMate, .pixel),
    ] {
      let path = try folder.write(text, to: "t.csv")
      let error = #expect(throws: TableError.self) {
        try TrackTable(path, unit: unit)
      }
      guard case .unitContradicted? = error else {
        Issue.record("\(unit): \(text)")
        continue
      }
      #expect(error?.category == .misuse)
    }
    for (text, unit) in [
      (Self.table("x_um", "y_um"), LengthUnit.um), (Self.table("x", "y"), .um), (own, .pixel),
      (trackMate, .um),
    ] {
      let path = try folder.write(text, to: "t.csv")
      let tracks = try TrackTable(path, unit: unit).tracks(frameRate_hz: 30)
      let first = try #require(tracks.first.flatMap { Array($0.tracks).first?.points.first })
      #expect(first.x == 10)
    }
  }

  @Test("a frame rate that the table's times contradict is told, one that they confirm is not")
  func rateAndTimes() throws {
    let folder = try TemporaryFolder()
    // Frames a sixtieth of a second apart, with a gap.
    let rows = [0, 1, 2, 5, 9].map { "1,\($0),\(Double($0) / 60),\(10 + $0),20\n" }
    let path = try folder.write(
      "particle,frame,time_s,x,y\n" + rows.joined(), to: "tracks.csv")
    for (rate_hz, isTold) in [(30.0, true), (61.5, true), (60.0, false), (59.94, false)] {
      let warnings = try TrackTable(path).warnings(
        frameRate_hz: Setting(rate_hz, from: .runFile))
      #expect(warnings.map(\.kind) == (isTold ? [.settingsDisagree] : []), "\(rate_hz)")
      #expect(warnings.allSatisfy { $0.message.contains("the times in tracks.csv") })
    }
    #expect(try TrackTable(path).warnings(frameRate_hz: nil) == [])
  }

  @Test("trackpy's table reads as it is, rows in any order")
  func trackpy() throws {
    let positions = try read(
      ",y,x,mass,ep,frame,particle\n0,1,2,30,0.5,1,4\n1,3,4,30,0.5,0,4\n2,5,6,30,0.5,0,0\n",
      frameRate_hz: 4)
    #expect(positions.map(\.position) == [1])
    #expect(positions[0].frameTimes_s == [0, 0.25])
    #expect(positions[0].tracks.map(\.particle) == [0, 4])
    let points = positions[0].tracks[1].points
    #expect(points.map(\.frame) == [0, 1])
    #expect(points.map(\.x) == [4, 2] && points.map(\.y) == [3, 1])
    #expect(points[0].intensity == 30 && points[0].variance == 0.25)
  }

  @Test("TrackMate's lengths and times are those of its header; spots without track are left out")
  func trackMateTable() throws {
    let tracks = try read(trackMate)[0]
    #expect(tracks.frameTimes_s == [0, 0.25, 0.5])
    #expect(tracks.tracks.map(\.particle) == [0, 2])
    #expect(tracks.tracks[0].points.map(\.x) == [10, 11])
    #expect(tracks.tracks[0].points.map(\.y) == [20, 21])
    #expect(tracks.tracks[0].points.map(\.intensity) == [9.5, 9.5])
  }

  @Test("TrackMate's table without unit or times is an error that names what is missing")
  func trackMateErrors() throws {
    let pixels = trackMate.replacing("(micron)", with: "(pixel)")
      .replacing("(sec)", with: "(frame)")
    let noTimes = #expect(throws: TableError.self) { try read(pixels) }
    #expect(noTimes?.description.contains("frame_rate_hz") == true)
    #expect(try read(pixels, frameRate_hz: 2)[0].tracks[0].points[0].x == 10)
    let bare = "TRACK_ID,FRAME,POSITION_X,POSITION_Y\n1,0,1,1\n1,1,2,2\n"
    let noUnit = #expect(throws: TableError.self) { try read(bare, frameRate_hz: 2) }
    #expect(noUnit?.description.contains("give unit pixel") == true && noUnit?.category == .misuse)
    let inPixels = try read(bare, unit: .pixel, frameRate_hz: 2)
    #expect(inPixels[0].tracks[0].points.map(\.x) == [1, 2])
  }

  @Test("our own tracks.csv comes back with its positions and times")
  func ownTable() throws {
    var original = TinyRun.result().tracks
    original.append(original[0])
    original[1].position = 3
    let folder = try TemporaryFolder()
    try ResultFolder.writeTracks(original, to: "\(folder.path)/tracks.csv")
    let again = try TrackTable("\(folder.path)/tracks.csv").tracks()
    #expect(again.map(\.position) == [1, 3])
    #expect(again.map(\.frameTimes_s) == original.map(\.frameTimes_s))
    #expect(again[1].tracks[0].points.map(\.x) == original[1].tracks[0].points.map(\.x))
    #expect(again[1].tracks[0].points.map(\.intensity) == [30, 32])
  }

  @Test("frames that nobody is seen in get the time between their neighbours")
  func frameTimes() throws {
    let table = "particle,frame,x,y,time_s\n1,2,0,0,1.0\n1,4,0,0,2.0\n1,5,0,0,3.0\n"
    // Three intervals in 2 s; before the first known time the mean interval holds.
    let times = try read(table)[0].frameTimes_s
    let expected = [0, 2.0 / 3, 4.0 / 3, 11.0 / 6, 7.0 / 3, 10.0 / 3]
    #expect(times.count == expected.count)
    for (time, truth) in zip(times, expected) { #expect(abs(time - truth) < 1e-12) }
  }

  @Test("a particle in two places at once is refused")
  func duplicate() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("particle,frame,x,y\n7,3,1,1\n7,3,2,2\n", to: "tracks.csv")
    #expect(throws: TableError.duplicate(path: path, particle: 7, frame: 3)) {
      try TrackTable(path).tracks(frameRate_hz: 30)
    }
  }
}
