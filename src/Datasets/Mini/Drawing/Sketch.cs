using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>A canvas of 32 by 32 units with its dice, drawn finer than it is read. One per worker.</summary>
internal sealed class Sketch : IDisposable
{
    /// <summary>Width and height in units: one unit is one pixel of the finished image.</summary>
    public const float Side = 32;

    /// <summary>The middle of the canvas.</summary>
    public const float Centre = Side / 2;

    /// <summary>Drawn pixels per unit.</summary>
    internal const int Fineness = 3;

    // More than the canvas in every direction, so that backgrounds still cover it when turned.
    private const float Beyond = 16;

    private readonly SKSurface surface;
    private readonly SKPaint paint = new() { IsAntialias = true, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };

    public Sketch()
    {
        var size = (int)Side * Fineness;
        surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Scale(Fineness);
    }

    public Dice Dice { get; private set; } = null!;

    private SKCanvas Canvas => surface.Canvas;

    /// <summary>Starts an image: an empty canvas and its own dice.</summary>
    public void Begin(Random random)
    {
        Dice = new Dice(random);
        Canvas.Clear(SKColors.Black);
    }

    /// <summary>The drawn pixels, borrowed until the next stroke.</summary>
    public SKPixmap Pixels() => surface.PeekPixels();

    public void Fill(SKColor colour) => Box(-Beyond, -Beyond, Side + (2 * Beyond), Side + (2 * Beyond), colour);

    /// <summary>Fills a band over the full width with a vertical gradient.</summary>
    public void Gradient(float top, float bottom, SKColor upper, SKColor lower)
    {
        using var shader = SKShader.CreateLinearGradient(new(0, top), new(0, bottom), [upper, lower], SKShaderTileMode.Clamp);
        paint.Shader = shader;
        Box(-Beyond, top, Side + (2 * Beyond), bottom - top, SKColors.Black);
        paint.Shader = null;
    }

    public void Box(float x, float y, float width, float height, SKColor colour) => Canvas.DrawRect(x, y, width, height, Filled(colour));

    public void Disc(float x, float y, float radius, SKColor colour) => Canvas.DrawCircle(x, y, radius, Filled(colour));

    public void Oval(float x, float y, SKSize radii, SKColor colour) => Canvas.DrawOval(new SKPoint(x, y), radii, Filled(colour));

    public void Ring(float x, float y, float radius, float width, SKColor colour) => Canvas.DrawCircle(x, y, radius, Stroked(width, colour));

    public void OvalRing(float x, float y, SKSize radii, float width, SKColor colour) => Canvas.DrawOval(new SKPoint(x, y), radii, Stroked(width, colour));

    /// <summary>Part of a circle's edge; angles in degrees, clockwise from the right.</summary>
    public void Arc(SKPoint centre, float radius, (float From, float Sweep) angles, float width, SKColor colour)
    {
        var bounds = new SKRect(centre.X - radius, centre.Y - radius, centre.X + radius, centre.Y + radius);
        using var path = new SKPath();
        path.AddArc(bounds, angles.From, angles.Sweep);
        Canvas.DrawPath(path, Stroked(width, colour));
    }

    public void Line(float x0, float y0, float x1, float y1, float width, SKColor colour) => Canvas.DrawLine(x0, y0, x1, y1, Stroked(width, colour));

    /// <summary>A filled polygon; x and y of its corners in turn.</summary>
    public void Polygon(SKColor colour, params ReadOnlySpan<float> corners) => Polygon(colour, Points(corners));

    public void Polygon(SKColor colour, IReadOnlyList<SKPoint> corners)
    {
        using var path = PathOf(corners, closed: true);
        Canvas.DrawPath(path, Filled(colour));
    }

    /// <summary>The edge of a polygon.</summary>
    public void Outline(SKColor colour, float width, IReadOnlyList<SKPoint> corners)
    {
        using var path = PathOf(corners, closed: true);
        Canvas.DrawPath(path, Stroked(width, colour));
    }

    /// <summary>A line through all points.</summary>
    public void Stroke(SKColor colour, float width, IReadOnlyList<SKPoint> points)
    {
        using var path = PathOf(points, closed: false);
        Canvas.DrawPath(path, Stroked(width, colour));
    }

    /// <summary>Lightens and darkens the whole canvas in soft blotches.</summary>
    /// <param name="cells">Blotches along a side.</param>
    /// <param name="strength">Largest opacity of a blotch, 0 to 1.</param>
    public void Mottle(int cells, float strength)
    {
        using var blotches = new SKBitmap(new SKImageInfo(cells, cells, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var i = 0; i < cells * cells; i++)
        {
            var tone = (byte)(Dice.Chance(0.5) ? 255 : 0);
            blotches.SetPixel(i % cells, i / cells, new SKColor(tone, tone, tone, (byte)(255 * Dice.Between(0, strength))));
        }
        using var image = SKImage.FromBitmap(blotches);
        Canvas.DrawImage(image, new SKRect(-Beyond, -Beyond, Side + Beyond, Side + Beyond), new SKSamplingOptions(SKFilterMode.Linear), Filled(SKColors.White));
    }

    /// <summary>Draws what follows shifted, scaled, turned and sheared about the centre, until the result is disposed.</summary>
    public SKAutoCanvasRestore Vary(Variation variation)
    {
        var size = Dice.Between(variation.Smallest, variation.Largest);
        var mirror = variation.Mirrored ? Dice.Sign() : 1;
        var restore = Placed(
            Centre + Dice.Around(0, variation.Shift), Centre + Dice.Around(0, variation.Shift), (size * mirror, size), Dice.Around(0, variation.Turn));
        Canvas.Skew(Dice.Around(0, variation.Shear), 0);
        Canvas.Translate(-Centre, -Centre);
        return restore;
    }

    /// <summary>Draws what follows about a new origin, until the result is disposed.</summary>
    public SKAutoCanvasRestore Placed(float x, float y, (float X, float Y) scale, float degrees = 0)
    {
        var restore = new SKAutoCanvasRestore(Canvas);
        Canvas.Translate(x, y);
        Canvas.RotateDegrees(degrees);
        Canvas.Scale(scale.X, scale.Y);
        return restore;
    }

    public void Dispose()
    {
        surface.Dispose();
        paint.Dispose();
    }

    private static SKPoint[] Points(ReadOnlySpan<float> coordinates)
    {
        var points = new SKPoint[coordinates.Length / 2];
        for (var i = 0; i < points.Length; i++) points[i] = new SKPoint(coordinates[2 * i], coordinates[(2 * i) + 1]);
        return points;
    }

    private static SKPath PathOf(IReadOnlyList<SKPoint> points, bool closed)
    {
        var path = new SKPath();
        path.AddPoly([.. points], closed);
        return path;
    }

    private SKPaint Filled(SKColor colour)
    {
        (paint.Color, paint.Style) = (colour, SKPaintStyle.Fill);
        return paint;
    }

    private SKPaint Stroked(float width, SKColor colour)
    {
        (paint.Color, paint.Style, paint.StrokeWidth) = (colour, SKPaintStyle.Stroke, width);
        return paint;
    }
}
