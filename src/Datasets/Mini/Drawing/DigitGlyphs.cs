using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>The digits in several ways of writing each, as strokes: fonts would differ between machines.</summary>
internal static class DigitGlyphs
{
    /// <summary>The ways of writing each digit.</summary>
    internal static readonly ImmutableArray<ImmutableArray<Glyph>> All =
    [
        Ways("M5 0C1 0 0 4 0 8C0 12 1 16 5 16C9 16 10 12 10 8C10 4 9 0 5 0", "M6 0C2 0 0 5 1 10C1 14 3 16 5 16C9 16 10 10 9 5C9 2 8 0 5 1"),
        Ways("M2 4L6 0L6 16", "M5 0L5 16", "M2 4L6 0L6 16M2 16L10 16"),
        Ways("M0 4C0 -1 10 -1 10 4C10 8 3 11 0 16L10 16", "M0 3C2 -1 10 -1 9 5C8 10 1 12 1 15C1 17 4 13 10 16"),
        Ways("M0 2C3 -1 10 -1 10 4C10 8 5 8 3 8C6 8 10 8 10 12C10 17 3 17 0 14", "M0 0L10 0L4 7C8 6 10 9 10 11C10 17 2 17 0 14"),
        Ways("M7 16L7 0L0 11L10 11", "M2 0L1 9L10 9M8 1L7 16"),
        Ways("M9 0L1 0L0 7C4 5 10 6 10 11C10 17 2 17 0 14", "M10 0L2 0L1 7C6 5 9 8 9 11C9 16 4 17 0 15"),
        Ways("M8 0C2 2 0 7 0 11C0 17 10 17 10 11C10 6 2 6 0 11", "M7 0C3 4 0 8 0 12C0 17 9 17 9 12C9 8 3 8 1 11"),
        Ways("M0 0L10 0L4 16", "M0 0L10 0L4 16M2 8L9 8", "M0 1C4 0 7 0 10 0C7 5 5 10 4 16"),
        Ways("M5 8C-1 6 0 0 5 0C10 0 11 6 5 8C-2 10 -1 16 5 16C11 16 12 10 5 8", "M9 2C5 -2 0 2 2 5C4 8 9 9 9 12C9 17 1 17 1 12C1 9 8 7 9 2"),
        Ways("M10 5C10 -1 0 -1 0 5C0 10 8 10 10 5L9 16", "M9 5C9 -2 0 -1 0 4C0 9 8 9 9 4C10 9 9 14 3 16"),
    ];

    private static ImmutableArray<Glyph> Ways(params ReadOnlySpan<string> paths)
    {
        var ways = ImmutableArray.CreateBuilder<Glyph>(paths.Length);
        foreach (var path in paths) ways.Add(Glyph.Parse(path));
        return ways.MoveToImmutable();
    }
}
