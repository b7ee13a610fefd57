import NTAKit
import NTAStudy
import _TestSupport

/// Two short runs of beads, a folder that is no run, and a sheet that names all.
final class SimulatedRuns: Sendable {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (index, name) in ["a", "b"].enumerated() {
      var parameters = SimulationParameters.preset(.beads110)
      parameters.camera.width = 200
      parameters.camera.height = 150
      parameters.positions = 2
      parameters.frames = 20
      parameters.populations[0].concentration_per_mL = 5e8
      let run = SimulatedRun(try Simulator(parameters, seed: UInt64(index + 1)))
      try run.write(to: folder.file(name))
    }
    try folder.write("not a video", to: "broken/pos1.avi")
    try folder.write("pixel_size_um: 0.713\ntemperature_C: 25\n", to: "broken/run.yaml")
    try folder.write(
      "run,group,dilution\nb,x,20\nbroken,x,\na,\"y, z\",10\n", to: "sheet.csv")
  }

  /// Measures the runs of a sheet or folder.
  @discardableResult
  func batch(
    _ input: String = "sheet.csv", to out: String, shard: Shard = .whole, threads: Int = 2,
    change: (inout Batch.Options) -> Void = { _ in }
  ) async throws -> BatchProgress {
    let plan = BatchPlan(
      folder.file(input), shard: shard, output: folder.file(out))
    let place = try StudyFolder(folder.file(out))
    let database = try StudyDatabase(path: place.database)
    var options = Batch.Options()
    options.results = .none
    options.threads = threads
    change(&options)
    let progress = try await Batch(plan, folder: place, database: database, options: options).run()
    try StudyTables.writeRuns(of: database, to: place.runs)
    try StudyTables.writeDistributions(of: database, to: place.distributions)
    try database.close()
    return progress
  }
}
