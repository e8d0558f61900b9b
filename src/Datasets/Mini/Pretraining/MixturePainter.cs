using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Several painters as one: their classes stand one after the other.</summary>
internal sealed class MixturePainter(string name, ImmutableArray<IImagePainter> parts) : IImagePainter
{
    private readonly ImmutableArray<(IImagePainter Painter, int Label)> owners =
        [.. parts.SelectMany(part => Enumerable.Range(0, part.Classes.Length).Select(label => (part, label)))];

    public string Name => name;

    public ImmutableArray<string> Classes { get; } = [.. parts.SelectMany(part => part.Classes.Select(title => $"{part.Name}/{title}"))];

    public Finish FinishOf(int label) => owners[label].Painter.FinishOf(owners[label].Label);

    public void Paint(Sketch sketch, int label) => owners[label].Painter.Paint(sketch, owners[label].Label);
}
