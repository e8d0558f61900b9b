using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>What one worker draws with.</summary>
internal sealed class Easel : IDisposable
{
    private readonly Sketch sketch = new();
    private readonly Camera camera = new();

    /// <summary>Draws one image into a buffer, as its red, green and blue planes.</summary>
    public void Draw(IImagePainter painter, int label, Seed seed, Span<byte> target)
    {
        sketch.Begin(seed.Random());
        painter.Paint(sketch, label);
        camera.Shoot(sketch, painter.FinishOf(label), target);
    }

    public void Dispose() => sketch.Dispose();
}
