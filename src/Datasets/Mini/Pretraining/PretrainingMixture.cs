namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>What a base is trained on: none of it is a class of a task.</summary>
internal static class PretrainingMixture
{
    internal static readonly IImagePainter Painter =
        new MixturePainter("pretraining", [new ShapesPainter(), new LettersPainter(), new PatternsPainter(), new ObjectsPainter(), new LayoutsPainter()]);
}
