// `import NTAKit` brings the analysis stages and the video layer along.
@_exported public import NTAAnalysis
@_exported public import NTAVideo
