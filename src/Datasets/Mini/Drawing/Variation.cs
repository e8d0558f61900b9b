namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>How far a task's object strays from the centre of the image. The knobs of a task's geometry.</summary>
internal sealed record Variation
{
    /// <summary>Largest shift along each axis, in pixels of the finished image.</summary>
    public float Shift { get; init; } = 2;

    /// <summary>Smallest size relative to the drawing.</summary>
    public float Smallest { get; init; } = 0.85f;

    /// <summary>Largest size relative to the drawing.</summary>
    public float Largest { get; init; } = 1.1f;

    /// <summary>Largest turn either way, in degrees.</summary>
    public float Turn { get; init; } = 8;

    /// <summary>Largest sideways shear.</summary>
    public float Shear { get; init; }

    /// <summary>Whether half of the images are mirrored left to right.</summary>
    public bool Mirrored { get; init; }
}
