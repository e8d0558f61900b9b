using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Textures that cover the canvas and its surroundings.</summary>
internal sealed class Surfaces
{
    private const float Low = -12, High = 44;
    private readonly Sketch sketch;
    private readonly Dice dice;
    private readonly SKColor ground, figure;

    internal Surfaces(Sketch sketch)
    {
        (this.sketch, dice) = (sketch, sketch.Dice);
        ground = dice.AnyColour();
        figure = dice.Against(ground);
        sketch.Fill(ground);
    }

    internal void Dotted()
    {
        var pitch = dice.Between(6, 8);
        var radius = pitch * dice.Between(0.26f, 0.34f);
        for (var row = 0; Low + (row * pitch) < High; row++)
            for (var x = Low + (row % 2 * pitch / 2); x < High; x += pitch) sketch.Disc(x, Low + (row * pitch), radius, figure);
    }

    internal void Striped()
    {
        var (pitch, upright) = (dice.Between(4, 8), dice.Chance(0.5));
        for (var at = Low; at < High; at += pitch) Bar(at, pitch / 2, upright, figure);
    }

    internal void Chequered()
    {
        var cell = dice.Between(4, 7);
        for (var row = 0; Low + (row * cell) < High; row++)
            for (var x = Low + (row % 2 * cell); x < High; x += 2 * cell) sketch.Box(x, Low + (row * cell), cell, cell, figure);
    }

    internal void Zigzagged()
    {
        var (pitch, half) = (dice.Between(6, 9), dice.Between(3.5f, 5));
        for (var y = Low; y < High + half; y += pitch)
        {
            List<SKPoint> line = [];
            for (var i = 0; Low + (i * half) < High; i++) line.Add(new(Low + (i * half), y + (i % 2 * half)));
            sketch.Stroke(figure, pitch * 0.36f, line);
        }
    }

    internal void Woven()
    {
        var cell = dice.Between(5, 7);
        sketch.Fill(Palette.Shade(figure, 0.3f));
        for (var row = 0; Low + (row * cell) < High; row++)
        {
            for (var column = 0; Low + (column * cell) < High; column++) Strand(Low + (column * cell), Low + (row * cell), cell, (row + column) % 2 == 0);
        }
    }

    internal void Cracked()
    {
        var cracks = Palette.Lightness(ground) > 0.4f ? Palette.Shade(ground, 0.25f) : Palette.Grey(0.9f);
        for (var i = 0; i < 9; i++)
        {
            var (x, y, angle) = (dice.Between(-6, 38), dice.Between(-6, 38), dice.Between(0, 6.28f));
            List<SKPoint> crack = [new(x, y)];
            for (var step = 0; step < 7; step++)
            {
                angle += dice.Around(0, 0.9f);
                (x, y) = (x + (4 * MathF.Cos(angle)), y + (4 * MathF.Sin(angle)));
                crack.Add(new(x, y));
            }
            sketch.Stroke(cracks, dice.Between(0.6f, 1.5f), crack);
        }
    }

    internal void Bubbly()
    {
        for (var i = 0; i < 45; i++)
        {
            var (x, y, radius) = (dice.Between(Low, High), dice.Between(Low, High), dice.Between(3, 6));
            sketch.Disc(x, y, radius, Palette.Shade(figure, dice.Between(0.8f, 1.1f)));
            sketch.Ring(x, y, radius, 1, ground);
            sketch.Disc(x - (radius * 0.35f), y - (radius * 0.35f), radius * 0.2f, ground);
        }
    }

    internal void Spiralled()
    {
        var (gap, spin) = (dice.Between(4.5f, 6.5f), dice.Sign());
        List<SKPoint> line = [];
        for (var angle = 0f; angle < 30; angle += 0.2f)
        {
            var reach = gap * angle / (2 * MathF.PI);
            line.Add(new(16 + (reach * MathF.Cos(spin * angle)), 16 + (reach * MathF.Sin(spin * angle))));
        }
        sketch.Stroke(figure, gap * 0.38f, line);
    }

    internal void Scaly()
    {
        var radius = dice.Between(4, 5.5f);
        for (var row = (int)((High - Low) / radius); row >= 0; row--)
        {
            for (var x = Low + (row % 2 * radius); x < High; x += 2 * radius)
            {
                var y = Low + (row * radius);
                sketch.Disc(x, y, radius, Palette.Shade(ground, dice.Between(0.85f, 1.15f)));
                sketch.Ring(x, y, radius, 0.9f, figure);
            }
        }
    }

    internal void Honeycombed()
    {
        var radius = dice.Between(4, 5.5f);
        var (across, down) = (radius * MathF.Sqrt(3), radius * 1.5f);
        for (var row = 0; Low + (row * down) < High; row++)
        {
            for (var x = Low + (row % 2 * across / 2); x < High; x += across) Cell(x, Low + (row * down), radius);
        }
    }

    internal void Sprinkled()
    {
        for (var i = 0; i < 130; i++)
        {
            var (x, y, angle) = (dice.Between(Low, High), dice.Between(Low, High), dice.Between(0, 3.14f));
            sketch.Line(x, y, x + (3 * MathF.Cos(angle)), y + (3 * MathF.Sin(angle)), 1.4f, dice.AnyColour());
        }
    }

    internal void Grid()
    {
        var (pitch, width) = (dice.Between(6, 9), dice.Between(0.9f, 1.6f));
        for (var at = Low; at < High; at += pitch)
        {
            Bar(at, width, upright: true, figure);
            Bar(at, width, upright: false, figure);
        }
    }

    private void Bar(float at, float width, bool upright, SKColor colour)
    {
        if (upright) sketch.Box(at, Low, width, High - Low, colour);
        else sketch.Box(Low, at, High - Low, width, colour);
    }

    private void Strand(float x, float y, float cell, bool upright)
    {
        var (inset, colour) = (cell * 0.16f, upright ? figure : ground);
        if (upright) sketch.Box(x + inset, y - inset, cell - (2 * inset), cell + (2 * inset), colour);
        else sketch.Box(x - inset, y + inset, cell + (2 * inset), cell - (2 * inset), colour);
    }

    private void Cell(float x, float y, float radius)
    {
        List<SKPoint> corners = [];
        for (var i = 0; i < 6; i++)
        {
            var angle = (MathF.PI / 6) + (i * MathF.PI / 3);
            corners.Add(new(x + (radius * MathF.Cos(angle)), y + (radius * MathF.Sin(angle))));
        }
        sketch.Outline(figure, 1.1f, corners);
    }
}
