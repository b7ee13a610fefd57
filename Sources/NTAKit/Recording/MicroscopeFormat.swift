import NTAAnalysis

/// A format of a microscope or camera that only its maker describes.
enum MicroscopeFormat {
  /// The program that writes files of an extension (lower case), and what it calls saving them as TIFF;
  /// `nil` for other extensions.
  static func program(of fileExtension: String) -> (name: String, way: String)? {
    switch fileExtension {
    case "nd2": ("Nikon NIS-Elements", "File > Save As > TIFF")
    case "czi", "zvi": ("Zeiss ZEN", "Export > OME-TIFF")
    case "lif", "lof", "xlef": ("Leica LAS X", "Export > TIFF")
    case "oib", "oif", "oir", "vsi": ("Olympus cellSens or FluoView", "Export > TIFF")
    case "ims": ("Imaris", "File > Export > OME-TIFF")
    case "cine": ("Phantom Camera Control", "Save As > TIFF")
    case "seq": ("StreamPix", "Export > TIFF")
    case "mraw": ("Photron PFV", "Save > TIFF")
    case "dcimg": ("Hamamatsu HCImage", "Export > TIFF")
    case "sif": ("Andor Solis", "Export As > TIFF")
    case "spe": ("Princeton LightField", "Export > TIFF")
    default: nil
    }
  }
}
