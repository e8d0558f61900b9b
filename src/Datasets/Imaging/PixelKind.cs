namespace SurgeryBench.Datasets.Imaging;

/// <summary>What the pixels of an image file are, as far as Pillow resizes them differently.</summary>
internal enum PixelKind
{
    /// <summary>Colours or greys without transparency: resized as they are.</summary>
    Opaque,

    /// <summary>Colours or greys with an alpha channel: resized multiplied by it.</summary>
    Translucent,

    /// <summary>Numbers of a palette, or single bits: never interpolated.</summary>
    Indexed,
}
