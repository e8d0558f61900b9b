namespace SurgeryBench.Models.Kernels;

/// <summary>What going back through a block needs of going forth, for some rows of tokens.</summary>
/// <param name="memory">Room for it.</param>
/// <param name="sizes">The block's.</param>
/// <param name="rows">Number of rows.</param>
internal readonly ref struct SmallBlockTrace(Span<float> memory, SmallBlockSizes sizes, int rows)
{
    /// <summary>Query, key and value, [rows, 3 width].</summary>
    public Span<float> Mixed { get; } = memory[..(rows * 3 * sizes.Width)];

    /// <summary>What each token sees, [rows, width].</summary>
    public Span<float> Seen { get; } = memory.Slice(rows * 3 * sizes.Width, rows * sizes.Width);

    /// <summary>Tokens after attention, [rows, width].</summary>
    public Span<float> Attended { get; } = memory.Slice(rows * 4 * sizes.Width, rows * sizes.Width);

    /// <summary>What the activation function is given, [rows, hidden].</summary>
    public Span<float> Hidden { get; } = memory.Slice(rows * 5 * sizes.Width, rows * sizes.Hidden);
}
