namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>How a clean drawing becomes a picture from a camera. The knobs of a task's image quality; each image draws its own strength.</summary>
internal sealed record Finish
{
    /// <summary>Largest deviation of the pixel noise, where the brightest value is 1.</summary>
    public float Noise { get; init; } = 0.05f;

    /// <summary>Largest weight that blurring gives each neighbour, 0 (sharp) to 0.33 (box filter).</summary>
    public float Blur { get; init; } = 0.15f;

    /// <summary>Smallest brightness factor.</summary>
    public float Darkest { get; init; } = 0.75f;

    /// <summary>Largest brightness factor.</summary>
    public float Brightest { get; init; } = 1.15f;

    /// <summary>Smallest contrast factor; the largest is 1.1.</summary>
    public float Flattest { get; init; } = 0.75f;

    /// <summary>Largest difference of light between the centre and an edge.</summary>
    public float Shade { get; init; } = 0.2f;

    /// <summary>Largest deviation of each channel's own brightness factor from 1.</summary>
    public float Cast { get; init; } = 0.08f;

    /// <summary>Whether the picture loses its colour.</summary>
    public bool Grey { get; init; }
}
