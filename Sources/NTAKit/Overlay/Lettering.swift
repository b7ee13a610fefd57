import NTAAnalysis
import NTAVideo

/// Letters of five by nine dots for the characters in the legend of an overlay.
///
/// Two rows lie below the baseline. A character without a drawing is blank.
enum Lettering {
  /// Dots from the left edge of one letter to that of the next.
  static let advance = 6

  /// The filled dots of a character, as column and row from its top-left corner.
  static func dots(of character: Character) -> [(x: Int, y: Int)] { glyphs[character] ?? [] }

  private static let glyphs: [Character: [(x: Int, y: Int)]] = {
    var glyphs: [Character: [(x: Int, y: Int)]] = [:]
    for (names, sheet) in sheets {
      let rows = sheet.split(separator: "\n").map(Array.init)
      for (place, name) in names.enumerated() {
        for (y, row) in rows.enumerated() {
          for x in 0..<5 where row[place * 6 + x] == "#" {
            glyphs[name, default: []].append((x, y))
          }
        }
      }
    }
    return glyphs
  }()

  private static let sheets: [(names: String, sheet: String)] = [
    (
      "0123456789",
      """
      .###. ..#.. .###. .###. ...#. ##### ..##. ##### .###. .###.
      #...# .##.. #...# #...# ..##. #.... .#... ....# #...# #...#
      #..## ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...#
      #.#.# ..#.. ...#. ..##. #..#. ....# ####. ..#.. .###. .####
      ##..# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....#
      #...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ...#.
      .###. .###. ##### .###. ...#. .###. .###. .#... .###. .##..
      """
    ),
    (
      "adefilmnop",
      """
      ..... ....# ..... ..##. ..#.. .##.. ..... ..... ..... .....
      ..... ....# ..... .#... ..... ..#.. ..... ..... ..... .....
      .###. .#### .###. ####. .##.. ..#.. ##.#. #.##. .###. ####.
      ....# #...# #...# .#... ..#.. ..#.. #.#.# ##..# #...# #...#
      .#### #...# ##### .#... ..#.. ..#.. #.#.# #...# #...# #...#
      #...# #...# #.... .#... ..#.. ..#.. #.#.# #...# #...# ####.
      .#### .#### .###. .#... .###. .###. #.#.# #...# .###. #....
      ..... ..... ..... ..... ..... ..... ..... ..... ..... #....
      ..... ..... ..... ..... ..... ..... ..... ..... ..... #....
      """
    ),
    (
      "rstzuµ.-/:",
      """
      ..... ..... .#... ..... ..... ..... ..... ..... ....# .....
      ..... ..... .#... ..... ..... ..... ..... ..... ....# .....
      #.##. .#### ####. ##### #...# #...# ..... ..... ...#. ..#..
      ##..# #.... .#... ...#. #...# #...# ..... ##### ..#.. .....
      #.... .###. .#... ..#.. #...# #...# ..... ..... .#... .....
      #.... ....# .#..# .#... #..## ##..# ..... ..... #.... ..#..
      #.... ####. ..##. ##### .##.# #.##. ..#.. ..... #.... .....
      ..... ..... ..... ..... ..... #.... ..... ..... ..... .....
      ..... ..... ..... ..... ..... #.... ..... ..... ..... .....
      """
    ),
  ]
}
