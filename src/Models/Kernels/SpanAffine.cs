namespace SurgeryBench.Models.Kernels;

/// <summary>A weight with its bias as they lie in memory, or what is added up for them.</summary>
/// <param name="weight">The weight.</param>
/// <param name="bias">The bias.</param>
internal readonly ref struct SpanAffine(Span<float> weight, Span<float> bias)
{
    /// <summary>The weight.</summary>
    public Span<float> Weight { get; } = weight;

    /// <summary>The bias.</summary>
    public Span<float> Bias { get; } = bias;

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => Bias.IsEmpty;

    /// <summary>The same with a weight [out, in] transposed.</summary>
    /// <param name="memory">Gets it, [in, out].</param>
    public SpanAffine Turned(Span<float> memory)
    {
        int rows = Bias.Length, columns = Weight.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++) memory[(column * rows) + row] = Weight[(row * columns) + column];
        }
        return new SpanAffine(memory, Bias);
    }
}
