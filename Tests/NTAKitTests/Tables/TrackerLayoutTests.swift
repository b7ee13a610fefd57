import _TestSupport
import Foundation
import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

/// The same two tracks in the layout of each program.
///
/// Track 1 is at (1, 2), (1.5, 2.5) and (2, 4) in frames 3, 4 and 6; track 2 at (7, 8) and (8, 9) in
/// frames 4 and 5.
struct TrackerLayoutTests {
  private func table(_ text: String, name: String = "tracks.csv") throws -> TrackTable {
    let folder = try TemporaryFolder()
    return try TrackTable(try folder.write(text, to: name))
  }

  /// Frames relative to the first, so that programs may count from wherever they like.
  private func expectTracks(_ table: TrackTable, frameRate_hz: Double? = 10) throws {
    let positions = try table.tracks(frameRate_hz: frameRate_hz)
    #expect(positions.count == 1)
    let tracks = Array(positions[0].tracks)
    try #require(tracks.count == 2)
    #expect(tracks[0].points.map(\.x) == [1, 1.5, 2] && tracks[0].points.map(\.y) == [2, 2.5, 4])
    #expect(tracks[1].points.map(\.x) == [7, 8] && tracks[1].points.map(\.y) == [8, 9])
    let first = tracks[0].points[0].frame
    #expect(tracks[0].points.map { $0.frame - first } == [0, 1, 3])
    #expect(tracks[1].points.map { $0.frame - first } == [1, 2])
  }

  @Test(
    "tables in px read as they are",
    arguments: [
      "MOSAIC": """
       ,Trajectory,Frame,x,y,z,m0,m1,m2,m3,m4,NPscore
      1,1,3,1,2,0,2,1,1,1,1,0
      2,1,4,1.5,2.5,0,2,1,1,1,1,0
      3,1,6,2,4,0,2,1,1,1,1,0
      4,2,4,7,8,0,2,1,1,1,1,0
      5,2,5,8,9,0,2,1,1,1,1,0
      """,
      "napari": "track_id,t,y,x\n0,3,2,1\n0,4,2.5,1.5\n0,6,4,2\n1,4,8,7\n1,5,9,8\n",
      "NanoSight 3.4": """
      Particle ID,Size/nm,Diffusion coefficient/nm^2 s^-1,Frame,X/pixels,Y/pixels,Ln(Adjusted \
      intensity)/AU,Included in distribution?
      1,100,4e6,3,1,2,2.5,True
      1,100,4e6,4,1.5,2.5,2.5,True
      1,100,4e6,6,2,4,2.5,True
      2,90,4e6,4,7,8,2.5,False
      2,90,4e6,5,8,9,2.5,False
      """,
      "u-track": """
      track\tframe\txCoord\tyCoord\tamp
      1\t3\t1\t2\t9\n1\t4\t1.5\t2.5\t9\n1\t6\t2\t4\t9\n2\t4\t7\t8\t9\n2\t5\t8\t9\t9
      """,
      "decimal commas": """
      particle;frame;x;y
      1;3;1,0;2,0\n1;4;1,5;2,5\n1;6;2,0;4,0\n2;4;7,0;8,0\n2;5;8,0;9,0
      """,
      "decimal commas in every field": """
      particle;x, px;y, px;frame, no.
      1;1,0;2,0;3,0\n1;1,5;2,5;4,0\n1;2,0;4,0;6,0\n2;7,0;8,0;4,0\n2;8,0;9,0;5,0
      """.replacing("x, px", with: "x").replacing("y, px", with: "y")
        .replacing("frame, no.", with: "frame"),
    ]) func pixels(_ program: (key: String, value: String)) throws
  {
    let table = try table(program.value)
    #expect(!table.hasLengths)
    try expectTracks(table)
    #expect(throws: TableError.self) { try table.tracks() }
  }

  @Test(
    "tables in lengths read as they are, in µm",
    arguments: [
      "MTrackJ": """
      Nr,TID,PID,x [µm],y [µm],t [sec]
      1,1,1,1,2,0.3333
      2,1,2,1.5,2.5,0.3667
      3,1,3,2,4,0.4333
      4,2,1,7,8,0.3667
      5,2,2,8,9,0.4000
      """,
      "Imaris": """
      Position
      ====================

      Position X,Position Y,Position Z,Unit,Category,Collection,Time,TrackID,ID,
      1,2,0,um,Spot,Position,3,1000000000,0,
      1.5,2.5,0,um,Spot,Position,4,1000000000,1,
      2,4,0,um,Spot,Position,6,1000000000,2,
      7,8,0,um,Spot,Position,4,1000000001,3,
      8,9,0,um,Spot,Position,5,1000000001,4,
      """,
      "nanometres": """
      particle,frame,x_nm,y_nm
      1,3,1000,2000\n1,4,1500,2500\n1,6,2000,4000\n2,4,7000,8000\n2,5,8000,9000
      """,
    ]) func lengths(_ program: (key: String, value: String)) throws
  {
    let table = try table(program.value)
    #expect(table.hasLengths)
    try expectTracks(table)
    #expect(table.settings[SettingDefinition[\.pixelSize_um]] == .number(1))
  }

  @Test("MTrackJ's times tell frames and frame rate")
  func times() throws {
    let table = try table(
      "TID,x [µm],y [µm],t [sec]\n1,0,0,0.3333\n1,0,0,0.3667\n1,0,0,0.4333\n1,0,0,0.4667\n")
    let position = try table.tracks()[0]
    #expect(Array(position.tracks)[0].points.map(\.frame) == [0, 1, 3, 4])
    #expect(position.frameTimes_s.count == 5)
    #expect(abs(position.frameTimes_s[4] - 4.0 / 30) < 1e-4)
  }

  @Test("NanoSight's steps become places: each track begins where its first step does")
  func steps() throws {
    let table = try table(
      """
      Particle ID, Track Step, X1, Y1, X2, Y2, Diffusion Co, Particle Size
      4, 2, 1.0, 2.0, 1.5, 2.5, 290, 166
      4, 3, 1.5, 2.5, 2.0, 4.0, 290, 166
      9, 2, 7.0, 8.0, 8.0, 9.0, 290, 166

      """)
    let tracks = Array(try table.tracks(frameRate_hz: 30)[0].tracks)
    #expect(tracks.map(\.particle) == [4, 9])
    #expect(tracks[0].points.map(\.frame) == [1, 2, 3])
    #expect(tracks[0].points.map(\.x) == [1, 1.5, 2] && tracks[0].points.map(\.y) == [2, 2.5, 4])
    #expect(tracks[1].points.map(\.x) == [7, 8])
  }

  @Test("a micro sign in Windows-1252 is µm")
  func windows1252() throws {
    let folder = try TemporaryFolder()
    var bytes = Array(
      "TRACK_ID,POSITION_X,POSITION_Y,POSITION_T,FRAME\nTrack ID,X,Y,T,Frame\n,(".utf8)
    bytes += [0xB5]
    bytes += Array("m),(m),(sec),\n1,2,3,0,0\n1,3,4,0.5,1\n".utf8)
    let path = folder.file("spots.csv")
    try bytes.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
    let table = try TrackTable(path)
    #expect(table.hasLengths)
    #expect(try table.tracks()[0].frameTimes_s == [0, 0.5])
  }

  @Test("TrackMate's XML files give what its tables give")
  func trackMateXML() throws {
    let exported = """
      <?xml version="1.0" encoding="UTF-8"?>
      <Tracks nTracks="2" spaceUnits="micron" frameInterval="0.1" timeUnits="sec">
        <particle nSpots="3">
          <detection t="3" x="1" y="2" z="0"/><detection t="4" x="1.5" y="2.5" z="0"/>
          <detection t="6" x="2" y="4" z="0"/>
        </particle>
        <particle nSpots="2"><detection t="4" x="7" y="8"/><detection t="5" x="8" y="9"/></particle>
      </Tracks>
      """
    try expectTracks(try table(exported, name: "tracks.xml"), frameRate_hz: nil)
    func spot(_ id: Int, _ frame: Int, _ x: Double, _ y: Double) -> String {
      "<Spot ID=\"\(id)\" QUALITY=\"7\" POSITION_T=\"\(Double(frame) / 10)\" POSITION_X=\"\(x)\" "
        + "POSITION_Y=\"\(y)\" FRAME=\"\(frame)\"/>"
    }
    let saved = """
      <TrackMate version="7.11"><Model spatialunits="µm" timeunits="sec"><AllSpots>
      \(spot(10, 3, 1, 2))\(spot(11, 4, 1.5, 2.5))\(spot(12, 6, 2, 4))
      \(spot(20, 4, 7, 8))\(spot(21, 5, 8, 9))\(spot(30, 5, 50, 50))\(spot(31, 6, 51, 50))
      </AllSpots><AllTracks>
      <Track TRACK_ID="0"><Edge SPOT_SOURCE_ID="11" SPOT_TARGET_ID="12"/>
      <Edge SPOT_SOURCE_ID="10" SPOT_TARGET_ID="11"/></Track>
      <Track TRACK_ID="1"><Edge SPOT_SOURCE_ID="20" SPOT_TARGET_ID="21"/></Track>
      <Track TRACK_ID="2"><Edge SPOT_SOURCE_ID="30" SPOT_TARGET_ID="31"/></Track>
      </AllTracks><FilteredTracks><TrackID TRACK_ID="0"/><TrackID TRACK_ID="1"/></FilteredTracks>
      </Model></TrackMate>
      """
    let table = try table(saved, name: "movie.xml")
    try expectTracks(table, frameRate_hz: nil)
    #expect(try Array(table.tracks()[0].tracks)[0].points.map(\.intensity) == [7, 7, 7])
    for broken in [saved.replacing("</AllTracks>", with: ""), "<html></html>", "a,b\n"] {
      #expect(throws: TableError.self) { try self.table(broken, name: "broken.xml") }
    }
  }

  @Test("the unit of TrackMate's XML is held against the one that is given")
  func unitOfXML() throws {
    func movie(_ unit: String) -> String {
      "<Tracks nTracks=\"1\"\(unit) frameInterval=\"0.1\" timeUnits=\"sec\"><particle>"
        + "<detection t=\"0\" x=\"1000\" y=\"2000\"/><detection t=\"1\" x=\"1500\" y=\"2500\"/>"
        + "</particle></Tracks>"
    }
    let folder = try TemporaryFolder()
    let nm = try folder.write("nm.xml", movie(" spaceUnits=\"nm\""))
    let pixels = try folder.write("px.xml", movie(" spaceUnits=\"pixel\""))
    let bare = try folder.write("bare.xml", movie(""))
    #expect(throws: TableError.unitContradicted(path: nm, given: "um", stated: "nm")) {
      try TrackTable(nm, unit: .um)
    }
    #expect(throws: TableError.unitContradicted(path: pixels, given: "um", stated: "pixel")) {
      try TrackTable(pixels, unit: .um)
    }
    #expect(throws: TableError.missingUnit(path: bare)) { try TrackTable(bare) }
    #expect(try TrackTable(bare, unit: .um).hasLengths)
    #expect(try !TrackTable(bare, unit: .pixel).hasLengths)
    #expect(try TrackTable(nm).tracks()[0].tracks[0].points.map(\.x) == [1, 1.5])
  }

  @Test("each row of a table has its own unit, and pixels are no length")
  func unitOfEachRow() throws {
    func rows(_ unit: String) -> String {
      "Position X,Position Y,Unit,Time,TrackID\n1,2,um,3,1\n1500,2500,\(unit),4,1\n2,4,um,6,1\n"
        + "7,8,um,4,2\n8000,9000,\(unit),5,2\n"
    }
    try expectTracks(try table(rows("nm")))
    let folder = try TemporaryFolder()
    let path = try folder.write("mixed.csv", rows("px"))
    #expect(throws: TableError.unitContradicted(path: path, given: "um", stated: "px")) {
      try TrackTable(path)
    }
  }

  @Test("a table without track numbers goes through linking first")
  func notLinked() throws {
    let thunderSTORM = """
      "id","frame","x [nm]","y [nm]","sigma [nm]","intensity [photon]","uncertainty [nm]"
      1,1,1000,2000,150,800,12
      2,2,1500,2500,150,800,12

      """
    let error = #expect(throws: TableError.self) { try table(thunderSTORM) }
    #expect(error?.description.contains("nta track") == true)
    let folder = try TemporaryFolder()
    let path = try folder.write(thunderSTORM, to: "spots.csv")
    let spots = try LocalizationTable.read(path, pixelSize_um: 0.5)
    #expect(spots.map(\.count) == [0, 1, 1] && spots[1][0].x == 2 && spots[1][0].y == 4)
    #expect(abs(spots[1][0].variance - 0.024 * 0.024) < 1e-9 && spots[1][0].intensity == 800)
    #expect(throws: TableError.missingPixelSize(path: path, unit: "nm")) {
      try LocalizationTable.read(path)
    }
  }

  @Test("a second per frame is doubted unless a frame rate is stated")
  func interval() throws {
    func isDoubted(_ interval: Double, frameRate_hz: Double? = nil) throws -> Bool {
      let table = try table(
        "particle,frame,x,y,time_s\n1,0,0,0,0\n1,1,0,0,\(interval)\n1,2,0,0,\(2 * interval)\n")
      let stated = frameRate_hz.map { Setting($0, from: .runFile) }
      return table.warnings(frameRate_hz: stated).map(\.kind) == [.frameIntervalUnset]
    }
    #expect(try isDoubted(1))
    #expect(try !isDoubted(1, frameRate_hz: 1))
    #expect(try !isDoubted(0.999))
  }
}
