import Testing

@testable import NTAAnalysis
@testable import NTAKit
@testable import NTAVideo

@Suite("Tracks of what is drawn onto a picture")
struct OverlayExclusionTests {
  /// A position with `births` more tracks that begin at one place, px.
  private static func position(births: Int, x: Float, y: Float) -> PositionAnalysis {
    var position = DrawnPosition(particles: 30, recorded: 20).analysis(seed: 611)
    var tracks = Array(position.tracks.tracks)
    for index in 0..<births {
      let points = (0..<2).map {
        TrackPoint(
          frame: Int32(index % 17 + 1 + $0), x: x, y: y, intensity: 90, variance: 0.01)
      }
      tracks.append(Track(particle: 100 + index, points: points))
    }
    position.tracks.tracks = TrackList(tracks)
    return position
  }

  @Test("A clock's tracks are left out with its place, particles stay")
  func clock() throws {
    // Below all particles, whose last row is at 210 px.
    let position = Self.position(births: 15, x: 330, y: 440)
    let clean = try #require([position].excludingOverlays(in: nil).first)
    #expect(clean.tracks.tracks.map(\.particle) == Array(1...30))
    // Nine cells of 16 px.
    let share = 9.0 * 256 / (640 * 480)
    #expect(abs((clean.imaging?.overlayFraction ?? 0) - share) < 1e-12)
    let areas = [position, clean].map { $0.area_um2(pixelSize_um: 0.5) ?? 0 }
    #expect(areas[0] > 0 && abs(areas[1] / areas[0] - (1 - share)) < 1e-12)
  }

  @Test("The place is known in units of the shorter side of a pixel, and the area is the picture's")
  func pixelAspect() throws {
    var position = Self.position(births: 15, x: 1200, y: 440)
    let square_um2 = position.area_um2(pixelSize_um: 0.5) ?? 0
    position.imaging?.pixelAspect = 2
    #expect(abs((position.area_um2(pixelSize_um: 0.5) ?? 0) / square_um2 - 2) < 1e-12)
    let clean = try #require([position].excludingOverlays(in: nil).first)
    #expect(clean.tracks.tracks.map(\.particle) == Array(1...30))
    let share = 9.0 * 256 / (1280 * 480)
    #expect(abs((clean.imaging?.overlayFraction ?? 0) - share) < 1e-12)
  }

  @Test("Tracks that come without pictures, and those of particles alone, are left as they are")
  func nothing() throws {
    var position = Self.position(births: 0, x: 0, y: 0)
    let plain = try #require([position].excludingOverlays(in: nil).first)
    #expect(plain.tracks.tracks.count == 30 && plain.imaging?.overlayFraction == 0)
    position = Self.position(births: 15, x: 330, y: 440)
    position.imaging = nil
    #expect([position].excludingOverlays(in: nil)[0].tracks.tracks.count == 45)
  }

  @Test("What covers a sixth of a picture is no overlay")
  func tooLarge() throws {
    var position = Self.position(births: 15, x: 20, y: 20)
    // 54 cells of which nine are a sixth.
    position.imaging?.width_px = 144
    position.imaging?.height_px = 96
    let kept = try #require([position].excludingOverlays(in: nil).first)
    #expect(kept.tracks.tracks.count == 45 && kept.imaging?.overlayFraction == 0)
  }

  @Test("A clock is left out of all positions, though each shows it less often than chance would")
  func severalPositions() {
    // 3 positions of 6 births each: together more than 4 a position, and more than 10.
    var positions = (0..<3).map { _ in Self.position(births: 6, x: 330, y: 440) }
    // Another camera's picture is its own.
    var other = Self.position(births: 6, x: 330, y: 440)
    other.imaging?.width_px = 656
    positions.append(other)
    let clean = positions.excludingOverlays(in: nil)
    #expect(clean.map(\.tracks.tracks.count) == [30, 30, 30, 36])
    #expect(clean[3].imaging?.overlayFraction == 0)
  }
}
