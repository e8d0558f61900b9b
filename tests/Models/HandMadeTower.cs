using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

/// <summary>The tiny tower on one image in plain loops and double precision, one head, token and pixel at a time.</summary>
internal static class HandMadeTower
{
    public static double[] Encode(Weights weights, Tensor images)
    {
        var tokens = Embed(weights, Numbers(images)).Select(token => Norm(weights, "visual.ln_pre.", token)).ToArray();
        for (var block = 0; block < TinyTower.Shape.Blocks; block++) tokens = Block(weights, $"visual.transformer.resblocks.{block}.", tokens);
        var pooled = Norm(weights, "visual.ln_post.", tokens[0]);
        var projection = Numbers(weights["visual.proj"]);
        return [.. Enumerable.Range(0, TinyTower.Shape.EmbeddingSize).Select(e => pooled.Select((value, w) => value * projection[(w * TinyTower.Shape.EmbeddingSize) + e]).Sum())];
    }

    private static IEnumerable<double[]> Embed(Weights weights, double[] pixels)
    {
        int width = TinyTower.Shape.Width, patch = TinyTower.Shape.Patch, side = TinyTower.Shape.ImageSize, grid = TinyTower.Shape.Grid;
        double[] first = Numbers(weights["visual.class_embedding"]), positions = Numbers(weights["visual.positional_embedding"]), kernel = Numbers(weights["visual.conv1.weight"]);
        for (var token = 0; token < TinyTower.Shape.Tokens; token++)
        {
            var values = new double[width];
            for (var w = 0; w < width; w++)
            {
                values[w] = positions[(token * width) + w] + (token == 0 ? first[w] : 0);
                for (var at = 0; token > 0 && at < 3 * patch * patch; at++)
                {
                    int channel = at / (patch * patch), y = at / patch % patch, x = at % patch;
                    int row = ((token - 1) / grid * patch) + y, column = ((token - 1) % grid * patch) + x;
                    values[w] += kernel[(w * 3 * patch * patch) + at] * pixels[(channel * side * side) + (row * side) + column];
                }
            }
            yield return values;
        }
    }

    private static double[][] Block(Weights weights, string at, double[][] tokens)
    {
        var mixed = tokens.Select(token => Linear(weights, at + "attn.in_proj_", Norm(weights, at + "ln_1.", token))).ToArray();
        var attended = tokens.Select((token, i) => Add(token, Linear(weights, at + "attn.out_proj.", Attend(mixed, i)))).ToArray();
        return [.. attended.Select(token => Add(token, Linear(weights, at + "mlp.c_proj.", [.. Linear(weights, at + "mlp.c_fc.", Norm(weights, at + "ln_2.", token)).Select(QuickGelu)])))];
    }

    private static double[] Attend(double[][] mixed, int token)
    {
        int width = TinyTower.Shape.Width, head = TinyTower.Shape.HeadWidth;
        var result = new double[width];
        for (var start = 0; start < width; start += head)
        {
            var scores = mixed.Select(other => Math.Exp(Enumerable.Range(start, head).Sum(i => mixed[token][i] * other[width + i]) / Math.Sqrt(head))).ToArray();
            for (var i = start; i < start + head; i++) result[i] = mixed.Select((other, k) => scores[k] * other[(2 * width) + i]).Sum() / scores.Sum();
        }
        return result;
    }

    private static double[] Linear(Weights weights, string stem, double[] input)
    {
        double[] weight = Numbers(weights[stem + "weight"]), bias = Numbers(weights[stem + "bias"]);
        return [.. bias.Select((b, row) => b + input.Select((value, i) => value * weight[(row * input.Length) + i]).Sum())];
    }

    private static double[] Norm(Weights weights, string stem, double[] token)
    {
        double[] weight = Numbers(weights[stem + "weight"]), bias = Numbers(weights[stem + "bias"]);
        var mean = token.Average();
        var deviation = Math.Sqrt(token.Average(value => (value - mean) * (value - mean)) + 1e-5);
        return [.. token.Select((value, i) => ((value - mean) / deviation * weight[i]) + bias[i])];
    }

    private static double QuickGelu(double x) => x / (1 + Math.Exp(-1.702 * x));

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Numbers(Tensor tensor) => [.. tensor.data<float>().Select(value => (double)value)];
}
