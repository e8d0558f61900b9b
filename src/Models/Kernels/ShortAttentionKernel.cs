using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SurgeryBench.Core.Kernels;

namespace SurgeryBench.Models.Kernels;

/// <summary>
/// Softmax attention of a few tokens over arrays, image by image and head by head: what a head sees of an image stays in the nearest cache, and
/// query, key and value are read, and their gradients written, where the linear layer has them.
/// </summary>
/// <param name="tokens">Tokens of an image, 1 to <see cref="ScoreRow.Length"/>.</param>
/// <param name="heads">Number of heads.</param>
/// <param name="headWidth">Width of a head, a multiple of <see cref="MatrixProduct.Columns"/>.</param>
internal sealed class ShortAttentionKernel(int tokens, int heads, int headWidth)
{
    private readonly int width = heads * headWidth;
    private readonly float scale = 1 / MathF.Sqrt(headWidth);
    private readonly ScoreRow mask = ScoreRow.Mask(tokens);

    /// <summary>Computes softmax(q·kᵀ / √head width)·v.</summary>
    /// <param name="mixed">Query, key and value, [images, tokens, 3, heads, head width].</param>
    /// <param name="seen">Gets the result, [images, tokens, heads, head width].</param>
    public void Forward(Span<float> mixed, Span<float> seen)
    {
        Span<float> keys = stackalloc float[headWidth * ScoreRow.Length], shares = stackalloc float[tokens * ScoreRow.Length];
        for (var image = 0; image * tokens * width < seen.Length; image++)
        {
            for (var head = 0; head < heads; head++)
            {
                var parts = Parts.Of(mixed, PlaceOf(image, head, 3 * width), width);
                Share(parts, keys, shares);
                MatrixProduct.Write(Rows(shares), parts.Value, SeenBy(seen, image, head), tokens, tokens, headWidth);
            }
        }
    }

    /// <summary>Computes the gradient of a function of the result with respect to query, key and value.</summary>
    /// <param name="mixed">As for <see cref="Forward"/>.</param>
    /// <param name="slope">The function's gradient with respect to the result, [images, tokens, heads, head width].</param>
    /// <param name="gradient">Gets the gradient, laid out as <paramref name="mixed"/>.</param>
    public void Backward(Span<float> mixed, Span<float> slope, Span<float> gradient)
    {
        Span<float> turned = stackalloc float[headWidth * ScoreRow.Length];
        Span<float> shares = stackalloc float[tokens * ScoreRow.Length], scores = stackalloc float[tokens * ScoreRow.Length];
        for (var image = 0; image * tokens * width < slope.Length; image++)
        {
            for (var head = 0; head < heads; head++)
            {
                var place = PlaceOf(image, head, 3 * width);
                Parts parts = Parts.Of(mixed, place, width), slopes = Parts.Of(gradient, place, width);
                var toSeen = SeenBy(slope, image, head);
                Share(parts, turned, shares);
                MatrixProduct.Write(Rows(shares).Turned, toSeen, slopes.Value, tokens, tokens, headWidth);
                Turn(parts.Value, turned);
                MatrixProduct.Write(toSeen, Rows(turned), Rows(scores), tokens, headWidth, ScoreRow.Length);
                BackThroughSoftmax(shares, scores);
                MatrixProduct.Write(Rows(scores), parts.Key, slopes.Query, tokens, tokens, headWidth);
                MatrixProduct.Write(Rows(scores).Turned, parts.Query, slopes.Key, tokens, tokens, headWidth);
            }
        }
    }

    private void Share(Parts parts, Span<float> keys, Span<float> shares)
    {
        Turn(parts.Key, keys);
        MatrixProduct.Write(parts.Query, Rows(keys), Rows(shares), tokens, headWidth, ScoreRow.Length);
        for (var token = 0; token < tokens; token++)
        {
            ref var row = ref shares[token * ScoreRow.Length];
            ScoreRow.Load(ref row).Softmax(scale, mask).Store(ref row);
        }
    }

    private void BackThroughSoftmax(Span<float> shares, Span<float> gradient)
    {
        for (var token = 0; token < tokens; token++)
        {
            ref var row = ref gradient[token * ScoreRow.Length];
            ScoreRow.Load(ref shares[token * ScoreRow.Length]).BackThroughSoftmax(ScoreRow.Load(ref row), scale).Store(ref row);
        }
    }

    // One column a token; the columns beyond stay zero.
    private void Turn(Grid rows, Span<float> turned)
    {
        for (var token = 0; token < tokens; token++)
        {
            var row = MemoryMarshal.CreateSpan(ref rows[token, 0], headWidth);
            ref var column = ref turned[token];
            foreach (var entry in row)
            {
                column = entry;
                column = ref Unsafe.Add(ref column, ScoreRow.Length);
            }
        }
    }

    private Grid SeenBy(Span<float> seen, int image, int head) => new(ref seen[PlaceOf(image, head, width)], width);

    private int PlaceOf(int image, int head, int step) => (image * tokens * step) + (head * headWidth);

    private static Grid Rows(Span<float> rows) => new(ref rows[0], ScoreRow.Length);

    private readonly ref struct Parts(Grid query, Grid key, Grid value)
    {
        public readonly Grid Query = query, Key = key, Value = value;

        public static Parts Of(Span<float> mixed, int first, int width) =>
            new(new(ref mixed[first], 3 * width), new(ref mixed[first + width], 3 * width), new(ref mixed[first + (2 * width)], 3 * width));
    }
}
