using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Sums over all tokens of all images of one task at one block, in float64: x xᵀ of what enters each linear layer, x̂² of what each layer norm
/// has normalised and not yet scaled. Query, key and value share their input and so their sum.
/// </summary>
internal sealed class BlockStatistics : IDisposable
{
    private const double NormEpsilon = 1e-5;
    private readonly Dictionary<LinearRole, Tensor> grams = [];
    private readonly Dictionary<bool, Tensor> squares = [];

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Runs a block and counts what passes through it.</summary>
    /// <returns>The tokens that leave, owned by the caller's scope.</returns>
    public Tensor Run(IBackbone backbone, Weights weights, int block, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var seen = new HashSet<LinearRole>();
        Tokens += tokens.shape[0] * tokens.shape[1];
        Add(squares, false, SquaresOf(tokens));
        return backbone.RunBlock(weights, block, tokens, call =>
        {
            var output = call.Run();
            if (seen.Add(call.Layer.Role)) Add(grams, call.Layer.Role, GramOf(call.Input));
            if (call.Layer.Role == LinearRole.AttentionOut) Add(squares, true, SquaresOf(tokens + output));
            return output;
        }).MoveToOuterDisposeScope();
    }

    /// <summary>Σ x xᵀ of what enters a layer, [in, in], borrowed.</summary>
    public Tensor Gram(LinearRole role) => grams[role];

    /// <summary>Σ x̂² of a layer norm, [width], borrowed.</summary>
    /// <param name="second">Whether it is the one in front of the perceptron.</param>
    public Tensor NormSquares(bool second) => squares[second];

    /// <summary>Σ x̂² of tokens as a layer norm would normalise them.</summary>
    /// <param name="tokens">[…, width], borrowed.</param>
    /// <returns>float64 [width], owned by the caller's scope.</returns>
    public static Tensor SquaresOf(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var width = tokens.shape[^1];
        return nn.functional.layer_norm(tokens, [width], eps: NormEpsilon).reshape(-1, width).to(float64).square().sum(dim: 0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sum in grams.Values.Concat(squares.Values)) sum.Dispose();
    }

    private static Tensor GramOf(Tensor input)
    {
        using var scope = NewDisposeScope();
        var rows = input.reshape(-1, input.shape[^1]).to(float64);
        return rows.t().matmul(rows).MoveToOuterDisposeScope();
    }

    private static void Add<TKey>(Dictionary<TKey, Tensor> sums, TKey key, Tensor sum)
        where TKey : notnull
    {
        if (sums.TryGetValue(key, out var present)) present.add_(sum);
        else sums[key] = sum.DetachFromDisposeScope();
    }
}
