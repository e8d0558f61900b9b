using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The experts beside one linear layer, with the router that chooses among them token by token. Owns its tensors.</summary>
internal sealed class LowRankExperts : IDisposable
{
    private readonly Tensor down, up, biases;
    private readonly int gateRank, topK;

    /// <summary>Copies what it needs.</summary>
    /// <param name="changes">Singular triples of each task's change of the matrix, as many as experts or router need, borrowed.</param>
    /// <param name="biases">Each task's change of the bias, [T, out], borrowed.</param>
    /// <param name="rank">Triples of an expert.</param>
    /// <param name="gateRank">Right singular vectors of the router.</param>
    /// <param name="topK">Experts a token goes to.</param>
    public LowRankExperts(ThinSvd changes, Tensor biases, int rank, int gateRank, int topK)
    {
        var kept = changes.Top(rank);
        down = changes.V.mT.contiguous().DetachFromDisposeScope(); // [T, q, in]
        up = (kept.U * kept.S.unsqueeze(-2)).mT.contiguous().DetachFromDisposeScope(); // [T, r, out]
        this.biases = biases.clone().DetachFromDisposeScope();
        // A router that sees every direction sees as much of a token for each task: rounding would choose.
        this.gateRank = (int)Math.Min(Math.Min(gateRank, down.shape[1]), down.shape[2] - 1);
        this.topK = (int)Math.Min(topK, biases.shape[0]);
    }

    /// <summary>
    /// Numbers stored: matrices and biases of the experts, and the router's vectors where it uses more than they do. Each is multiplied by once
    /// a token, whatever the choice.
    /// </summary>
    public long ParameterCount => down.numel() + up.numel() + biases.numel();

    /// <summary>Adds what the chosen experts change.</summary>
    /// <param name="input">What enters the layer, [batch, tokens, in], borrowed.</param>
    /// <param name="output">What the layer gives of itself, [batch, tokens, out], borrowed.</param>
    public Tensor Add(Tensor input, Tensor output)
    {
        using var scope = NewDisposeScope();
        var seen = nn.functional.linear(input, down.flatten(0, 1)).view([.. input.shape[..^1], .. down.shape[..2]]); // [batch, tokens, T, q]
        var choice = Choose(seen);
        var chosen = (seen.narrow(-1, 0, up.shape[1]) * choice.unsqueeze(-1)).flatten(-2);
        return (output + chosen.matmul(up.flatten(0, 1)) + choice.matmul(biases)).MoveToOuterDisposeScope();
    }

    /// <summary>The weight of each expert for each token, [batch, tokens, T].</summary>
    private Tensor Choose(Tensor seen)
    {
        var shares = linalg.vector_norm(seen.narrow(-1, 0, gateRank), 2, [-1L]).softmax(-1);
        var (values, indexes) = shares.topk(topK);
        return zeros_like(shares).scatter(-1, indexes, values / values.sum(dim: -1, keepdim: true));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        down.Dispose();
        up.Dispose();
        biases.Dispose();
    }
}
