using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Paper;

/// <summary>A table as text, before any markup: what the terminal, Markdown and LaTeX have in common.</summary>
public sealed record Sheet
{
    /// <summary>What the table is.</summary>
    public required string Title { get; init; }

    /// <summary>What must be said beside the numbers for them to be read rightly; a paragraph each.</summary>
    public required ImmutableArray<string> Explanation { get; init; }

    /// <summary>The columns from left to right.</summary>
    public required ImmutableArray<string> Heading { get; init; }

    /// <summary>How many columns on the left are words; the others are numbers.</summary>
    public required int TextColumns { get; init; }

    /// <summary>The lines, in blocks that rules set apart.</summary>
    public required ImmutableArray<ImmutableArray<ImmutableArray<string>>> Blocks { get; init; }

    /// <summary>Lists below the table: a heading and its entries.</summary>
    public ImmutableArray<(string Heading, ImmutableArray<string> Entries)> Notes { get; init; } = [];

    /// <summary>All lines of all blocks.</summary>
    public IEnumerable<ImmutableArray<string>> Lines => Blocks.SelectMany(block => block);
}
