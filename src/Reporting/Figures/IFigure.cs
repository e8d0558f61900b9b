namespace SurgeryBench.Reporting.Figures;

/// <summary>One figure of a table.</summary>
internal interface IFigure
{
    /// <summary>What its file names end with, before the format, kebab-case.</summary>
    string Name { get; }

    /// <summary>What there is to see, one sentence or two, for readers who cannot see it.</summary>
    string Shows { get; }

    /// <summary>Draws it; null if the table lacks what it shows.</summary>
    Drawing? Draw(ResultTable table);
}
