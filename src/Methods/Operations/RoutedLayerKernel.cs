using SurgeryBench.Core.Kernels;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// A linear layer there and back over arrays, for a few images that each have their own. Their matrices are formed some rows at a time, used
/// and forgotten: as a whole they would leave the caches before they are used.
/// </summary>
/// <param name="tokens">Tokens of an image, at most <see cref="MatrixProduct.Columns"/>.</param>
/// <param name="inputs">Inputs of a layer, a multiple of <see cref="MatrixProduct.Columns"/>.</param>
/// <param name="outputs">Outputs of a layer, likewise.</param>
internal sealed class RoutedLayerKernel(int tokens, int inputs, int outputs)
{
    /// <summary>Images computed together, at most.</summary>
    public const int ImagesAtATime = 8;

    // So many entries of all images' matrices, and of all task vectors, stay in a core's cache.
    private const int EntriesAtATime = 6144;

    /// <summary>Numbers of an image's tokens.</summary>
    public int InputsOfImage => tokens * inputs;

    /// <summary>Numbers of what an image's layer gives.</summary>
    public int OutputsOfImage => tokens * outputs;

    /// <summary>Room that is needed.</summary>
    public int Scratch => (ImagesAtATime * (TurnedOfImage + outputs + (RowsAtATime * inputs))) + (RowsAtATime * MatrixProduct.Columns);

    private int TurnedOfImage => inputs * MatrixProduct.Columns;

    private int RowsAtATime => Math.Max(1, EntriesAtATime / inputs);

    /// <summary>Computes the layers.</summary>
    /// <param name="weight">What their weights are mixed from.</param>
    /// <param name="bias">What their biases are mixed from.</param>
    /// <param name="input">[images, tokens, inputs].</param>
    /// <param name="coefficients">[images, tasks].</param>
    /// <param name="result">Gets what they give, [images, tokens, outputs].</param>
    /// <param name="scratch">Room.</param>
    public void Forward(RoutedSpans weight, RoutedSpans bias, Span<float> input, Span<float> coefficients, Span<float> result, Span<float> scratch)
    {
        var images = input.Length / InputsOfImage;
        Span<float> turned = Take(ref scratch, images * TurnedOfImage), biases = Take(ref scratch, images * outputs);
        Span<float> given = Take(ref scratch, RowsAtATime * MatrixProduct.Columns);
        for (var image = 0; image < images; image++) Turn(Of(input, image, InputsOfImage), Of(turned, image, TurnedOfImage));
        bias.Mix(0, outputs, coefficients, biases);
        foreach (var rows in RowRange.Parts(outputs, RowsAtATime))
        {
            var own = scratch[..(images * rows.Count * inputs)];
            weight.Mix(rows.First * inputs, rows.Count * inputs, coefficients, own);
            for (var image = 0; image < images; image++)
            {
                MatrixProduct.Write(
                    Rows(Of(own, image, rows.Count * inputs), inputs), Rows(Of(turned, image, TurnedOfImage), MatrixProduct.Columns), Rows(given, MatrixProduct.Columns),
                    rows.Count, inputs, MatrixProduct.Columns);
                Place(given, rows, Of(biases, image, outputs), Of(result, image, OutputsOfImage));
            }
        }
    }

    /// <summary>Computes the gradient of a function of what the layers give.</summary>
    /// <param name="weight">What their weights are mixed from.</param>
    /// <param name="bias">What their biases are mixed from.</param>
    /// <param name="input">[images, tokens, inputs].</param>
    /// <param name="coefficients">[images, tasks].</param>
    /// <param name="slope">The function's gradient with respect to what the layers give, [images, tokens, outputs].</param>
    /// <param name="toInput">To this that with respect to what they read is added, [images, tokens, inputs].</param>
    /// <param name="toCoefficients">To this that with respect to the coefficients is added, [images, tasks].</param>
    /// <param name="scratch">Room.</param>
    public void Backward(
        RoutedSpans weight, RoutedSpans bias, Span<float> input, Span<float> coefficients, Span<float> slope, Span<float> toInput, Span<float> toCoefficients, Span<float> scratch)
    {
        var images = input.Length / InputsOfImage;
        var biases = Take(ref scratch, images * outputs);
        foreach (var rows in RowRange.Parts(outputs, RowsAtATime))
        {
            var own = scratch[..(images * rows.Count * inputs)];
            weight.Mix(rows.First * inputs, rows.Count * inputs, coefficients, own);
            for (var image = 0; image < images; image++)
            {
                Grid matrix = Rows(Of(own, image, rows.Count * inputs), inputs), slopes = Rows(Of(slope, image, OutputsOfImage)[rows.First..], outputs);
                Grid read = Rows(Of(input, image, InputsOfImage), inputs), toRead = Rows(Of(toInput, image, InputsOfImage), inputs);
                MatrixProduct.Write(slopes, matrix, toRead, tokens, rows.Count, inputs, toRead);
                // The image's rows are done with; their gradient takes their place.
                MatrixProduct.Write(slopes.Turned, read, matrix, rows.Count, tokens, inputs);
            }
            weight.AddShares(rows.First * inputs, own, rows.Count * inputs, toCoefficients);
        }
        for (var image = 0; image < images; image++) SumOverTokens(Of(slope, image, OutputsOfImage), Of(biases, image, outputs));
        bias.AddShares(0, biases, outputs, toCoefficients);
    }

    private static Span<float> Of(Span<float> images, int image, int length) => images.Slice(image * length, length);

    private static Grid Rows(Span<float> entries, int columns) => new(ref entries[0], columns);

    private static Span<float> Take(ref Span<float> room, int length)
    {
        var taken = room[..length];
        room = room[length..];
        return taken;
    }

    // One token a column, with columns of zeros for those that are not there.
    private void Turn(ReadOnlySpan<float> rows, Span<float> columns)
    {
        columns.Clear();
        for (var token = 0; token < tokens; token++)
        {
            for (var place = 0; place < inputs; place++) columns[(place * MatrixProduct.Columns) + token] = rows[(token * inputs) + place];
        }
    }

    private void Place(ReadOnlySpan<float> given, RowRange rows, ReadOnlySpan<float> bias, Span<float> result)
    {
        for (var token = 0; token < tokens; token++)
        {
            for (var row = 0; row < rows.Count; row++) result[(token * outputs) + rows.First + row] = given[(row * MatrixProduct.Columns) + token] + bias[rows.First + row];
        }
    }

    private void SumOverTokens(ReadOnlySpan<float> rows, Span<float> sum)
    {
        sum.Clear();
        for (var token = 0; token < tokens; token++)
        {
            for (var place = 0; place < outputs; place++) sum[place] += rows[(token * outputs) + place];
        }
    }
}
