using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The experts beside one linear layer, with the router that chooses among them token by token. Owns its tensors.</summary>
internal sealed class LowRankExperts : IDisposable
{
    private readonly Tensor router, down, up, biases;
    private readonly int topK;

    /// <summary>Copies what it needs.</summary>
    /// <param name="changes">Singular triples of each task's change of the matrix, as many as experts or router need, borrowed.</param>
    /// <param name="biases">Each task's change of the bias, [T, out], borrowed.</param>
    /// <param name="rank">Triples of an expert.</param>
    /// <param name="gateRank">Right singular vectors of the router.</param>
    /// <param name="topK">Experts a token goes to.</param>
    public LowRankExperts(ThinSvd changes, Tensor biases, int rank, int gateRank, int topK)
    {
        using var scope = NewDisposeScope();
        var (kept, directions) = (changes.Top(rank), changes.V.mT); // [T, q, in]
        // A router that sees every direction sees as much of a token for each task: rounding would choose.
        router = directions.narrow(1, 0, Math.Min(Math.Min(gateRank, directions.shape[1]), directions.shape[2] - 1)).contiguous().DetachFromDisposeScope();
        down = kept.V.mT.contiguous().DetachFromDisposeScope(); // [T, r, in]
        up = (kept.U * kept.S.unsqueeze(-2)).mT.contiguous().DetachFromDisposeScope(); // [T, r, out]
        this.biases = biases.clone().DetachFromDisposeScope();
        this.topK = (int)Math.Min(topK, biases.shape[0]);
        ParameterCount = directions.numel() + up.numel() + biases.numel();
    }

    /// <summary>Numbers stored: matrices and biases of the experts, and the router's vectors where it uses more than they do.</summary>
    public long ParameterCount { get; }

    /// <summary>Multiply-adds for a token: the router looks with all its vectors, the chosen experts compute.</summary>
    public long MultiplyAdds => router.numel() + (topK * (down[0].numel() + up[0].numel()));

    /// <summary>Adds what the chosen experts change.</summary>
    /// <param name="input">What enters the layer, [batch, tokens, in], borrowed.</param>
    /// <param name="output">What the layer gives of itself, [batch, tokens, out], borrowed.</param>
    public Tensor Add(Tensor input, Tensor output)
    {
        using var scope = NewDisposeScope();
        var tokens = input.flatten(0, -2);
        var (shares, experts) = Choose(tokens);
        var changes = (Answers(tokens, experts) * shares.unsqueeze(-1)).sum([1L]);
        return (output + changes.view_as(output)).MoveToOuterDisposeScope();
    }

    /// <summary>What each token's experts make of it, [tokens, k, out].</summary>
    private Tensor Answers(Tensor tokens, Tensor experts)
    {
        var chosen = experts.flatten();
        // Sorted by expert, so that each computes on what goes to it and on nothing else.
        var order = chosen.argsort();
        var sorted = tokens.index_select(0, order.floor_divide(topK)).split(Counts(chosen));
        var answers = cat([.. sorted.Select((own, expert) => biases[expert].addmm(own.matmul(down[expert].t()), up[expert], 1, 1))]);
        return answers.index_select(0, order.argsort()).view(-1, topK, biases.shape[1]);
    }

    /// <summary>How many times each expert is chosen.</summary>
    private long[] Counts(Tensor chosen) => [.. chosen.bincount(null, biases.shape[0]).cpu().data<long>()];

    /// <summary>The experts of each token and their shares, both [tokens, k].</summary>
    private (Tensor Shares, Tensor Experts) Choose(Tensor tokens)
    {
        // The share of one alone is 1 whatever the router sees: no gradient.
        var looked = topK == 1 ? tokens.detach() : tokens;
        var seen = nn.functional.linear(looked, router.flatten(0, 1)).view(-1, router.shape[0], router.shape[1]); // [tokens, T, g]
        var (shares, experts) = linalg.vector_norm(seen, 2, [-1L]).softmax(-1).topk(topK);
        return (shares / shares.sum(dim: -1, keepdim: true), experts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        router.Dispose();
        down.Dispose();
        up.Dispose();
        biases.Dispose();
    }
}
