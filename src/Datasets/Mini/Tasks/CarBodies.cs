using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Vehicles facing left, standing on y = 26.</summary>
internal sealed class CarBodies(Sketch sketch, SKColor paint)
{
    private const float Ground = 26;
    private readonly Dice dice = sketch.Dice;
    private readonly SKColor glass = sketch.Dice.Chance(0.5) ? sketch.Dice.Near(205, 0.25f, 0.85f) : sketch.Dice.Near(215, 0.3f, 0.2f);
    private readonly SKColor hub = Palette.Grey(sketch.Dice.Between(0.5f, 0.9f));

    internal void Sedan()
    {
        Body(2, 18, 30, 18, 30, 23.5f, 2, 23.5f);
        Body(8, 18.5f, 11.5f, 13, 20.5f, 13, 25, 18.5f);
        Window(10, 18, 12.3f, 14, 15.5f, 14, 15.5f, 18);
        Window(16.5f, 18, 16.5f, 14, 20, 14, 23, 18);
        Wheels(2.6f, 8, 24);
    }

    internal void Hatchback()
    {
        Body(5, 18, 27, 17, 27, 23.5f, 5, 23.5f);
        Body(9, 18.5f, 13, 11.5f, 25, 11.5f, 27, 18.5f);
        Window(11, 17.5f, 14, 12.6f, 18, 12.6f, 18, 17.5f);
        Window(19, 17.5f, 19, 12.6f, 24.2f, 12.6f, 25.5f, 17.5f);
        Wheels(2.6f, 10, 22.5f);
    }

    internal void OffRoader()
    {
        Body(4, 14.5f, 28, 14.5f, 28, 22, 4, 22);
        Body(9, 15, 10.5f, 7.5f, 28, 7.5f, 28, 15);
        Window(11, 14, 12, 8.8f, 18, 8.8f, 18, 14);
        Window(19.2f, 14, 19.2f, 8.8f, 26.5f, 8.8f, 26.5f, 14);
        sketch.Disc(29, 16, 2.4f, Palette.Grey(0.12f));
        Wheels(4, 9, 23);
    }

    internal void Van()
    {
        Body(3, 23.5f, 3, 16, 8, 7, 29, 7, 29, 23.5f);
        Window(5, 15, 8.5f, 8.5f, 12, 8.5f, 12, 15);
        sketch.Line(13.5f, 8, 13.5f, 23, 0.5f, Palette.Shade(paint, 0.5f));
        sketch.Line(20.5f, 8, 20.5f, 23, 0.5f, Palette.Shade(paint, 0.5f));
        Wheels(2.8f, 8, 24);
    }

    internal void Pickup()
    {
        Body(2, 17, 30, 17, 30, 23.5f, 2, 23.5f);
        Body(7.5f, 17.5f, 10, 10.5f, 17, 10.5f, 17, 17.5f);
        Window(9.5f, 16.5f, 11, 11.8f, 15.7f, 11.8f, 15.7f, 16.5f);
        sketch.Box(18.2f, 16.2f, 11, 2.2f, Palette.Shade(paint, 0.35f));
        Wheels(3.2f, 8, 24);
    }

    internal void Convertible()
    {
        Body(2, 19.5f, 6, 17.5f, 30, 17.5f, 30, 23.5f, 2, 23.5f);
        sketch.Line(11, 18, 13.5f, 12.5f, 0.9f, Palette.Grey(0.1f));
        var skin = dice.Near(25, 0.45f, 0.75f, 2);
        for (var x = 16f; x < 23; x += 5) sketch.Disc(x, 14.3f, 1.7f, skin);
        sketch.Box(14, 16.3f, 11, 1.8f, Palette.Shade(paint, 0.35f));
        Wheels(2.7f, 8, 24);
    }

    internal void BoxTruck()
    {
        Body(2, 23, 2, 16, 4, 11, 9.5f, 11, 9.5f, 23);
        Window(3.2f, 16, 4.8f, 12.2f, 8, 12.2f, 8, 16);
        var box = dice.Chance(0.5) ? Palette.Grey(dice.Between(0.7f, 1)) : Palette.Shade(paint, 1.3f);
        sketch.Box(10.5f, 5, 20, 17, box);
        sketch.Box(10.5f, 12, 20, 2.5f, dice.Against(box));
        sketch.Box(3, 22, 27, 1.5f, Palette.Grey(0.15f));
        Wheels(2.6f, 6.5f, 20.5f, 26.5f);
    }

    internal void Bus()
    {
        Body(1.5f, 8, 30.5f, 8, 30.5f, 23.5f, 1.5f, 23.5f);
        for (var x = 3f; x < 28; x += 4.5f) sketch.Box(x, 10, 3.5f, 5, glass);
        sketch.Box(1.5f, 18, 29, 1.4f, Palette.Shade(paint, 0.5f));
        Wheels(2.6f, 8, 24);
    }

    internal void Tanker()
    {
        Body(2, 23, 2, 16, 4, 10.5f, 9, 10.5f, 9, 23);
        Window(3.2f, 16, 4.8f, 12, 7.7f, 12, 7.7f, 16);
        var tank = dice.Chance(0.5) ? Palette.Grey(dice.Between(0.6f, 0.9f)) : Palette.Shade(paint, 1.25f);
        sketch.Oval(20.5f, 15, new(10, 5.6f), tank);
        sketch.Oval(20.5f, 12.8f, new(8.5f, 1.4f), Palette.Shade(tank, 1.5f));
        sketch.Box(3, 21.5f, 27, 1.5f, Palette.Grey(0.15f));
        Wheels(2.6f, 6.5f, 20.5f, 26.5f);
    }

    internal void RacingCar()
    {
        Body(1, 23, 3, 21.5f, 12, 19.5f, 20, 18, 27, 19.5f, 29, 23);
        sketch.Disc(16, 18, 2, dice.Against(paint));
        sketch.Box(26.5f, 13.5f, 1.3f, 7, Palette.Grey(0.15f));
        sketch.Box(24, 12.5f, 7, 1.9f, paint);
        sketch.Box(0.5f, 23, 5, 1.4f, paint);
        Wheels(3.5f, 8.5f, 25);
    }

    internal void Tractor()
    {
        Body(3, 15, 16, 15, 16, 21.5f, 3, 21.5f);
        sketch.Line(6, 15, 6, 8.5f, 1.3f, Palette.Grey(0.15f));
        Body(15, 17, 15, 6, 24.5f, 6, 24.5f, 17);
        Window(16.3f, 14, 16.3f, 7.5f, 23, 7.5f, 23, 14);
        Wheel(21.5f, 6.2f);
        Wheel(7, 3);
    }

    private void Body(params ReadOnlySpan<float> corners) => sketch.Polygon(paint, corners);

    private void Window(params ReadOnlySpan<float> corners) => sketch.Polygon(glass, corners);

    private void Wheels(float radius, params ReadOnlySpan<float> centres)
    {
        foreach (var x in centres) Wheel(x, radius);
    }

    private void Wheel(float x, float radius)
    {
        sketch.Disc(x, Ground - radius, radius, Palette.Grey(0.08f));
        sketch.Disc(x, Ground - radius, radius * 0.45f, hub);
    }
}
