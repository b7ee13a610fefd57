/// Letters of five by nine dots for the legend of an overlay: those that its words need.
///
/// Two rows are below the base line. A character that is not drawn here is a blank.
enum Lettering {
  /// Dots from the left of one letter to the left of the next.
  static let advance = 6
  /// Dots from the top of a digit to the base line.
  static let capHeight = 7

  /// The filled dots of a character, column and row from its top-left corner.
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
