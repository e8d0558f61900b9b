using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class LowRankExpertsTests
{
    private const int Tasks = 4, Inputs = 12, Outputs = 10, Rank = 3;

    [Test]
    public void AnswersAndGradientsAreThoseOfAllExpertsComputedAndMasked([Values(1, 2, 4)] int topK, [Values(2, 5)] int gateRank)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("low-rank-experts").Generator();
        Tensor changes = Draw(Tasks, Outputs, Inputs), biases = Draw(Tasks, Outputs), input = Draw(3, 7, Inputs), output = Draw(3, 7, Outputs), direction = Draw(3, 7, Outputs);
        var svd = ThinSvd.Of(changes);
        using var experts = new LowRankExperts(svd, biases, Rank, gateRank, topK);
        var (answer, slope) = Differentiated(x => experts.Add(x, output));
        var (expected, expectedSlope) = Differentiated(x => output + Dense(svd, biases, x, gateRank, topK));
        Assert.That((answer - expected).abs().max().item<float>(), Is.LessThan(1e-5));
        Assert.That((slope - expectedSlope).abs().max().item<float>(), Is.LessThan(1e-5));

        Tensor Draw(params long[] shape) => randn(shape, generator: generator);

        (Tensor Value, Tensor Slope) Differentiated(Func<Tensor, Tensor> function)
        {
            var tracked = input.clone().requires_grad_();
            var value = function(tracked);
            return (value.detach(), autograd.grad([(value * direction).sum()], [tracked])[0]);
        }
    }

    private static Tensor Dense(ThinSvd svd, Tensor biases, Tensor input, int gateRank, int topK)
    {
        var seen = input.unsqueeze(-2).unsqueeze(-2).matmul(svd.V).squeeze(-2); // [batch, tokens, T, q]
        var shares = seen.narrow(-1, 0, gateRank).square().sum(dim: -1).sqrt().softmax(-1);
        var (values, places) = shares.topk(topK);
        var choice = zeros_like(shares).scatter(-1, places, values / values.sum(dim: -1, keepdim: true));
        var kept = svd.Top(Rank);
        var answers = (seen.narrow(-1, 0, Rank) * kept.S).unsqueeze(-2).matmul(kept.U.mT).squeeze(-2) + biases; // [batch, tokens, T, out]
        return (answers * choice.unsqueeze(-1)).sum(-2);
    }
}
