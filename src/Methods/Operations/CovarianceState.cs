using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The normal distribution of CMA-ES and how it follows the best draws. Its tensors live in the caller's dispose scope.</summary>
internal sealed class CovarianceState
{
    private readonly int size;
    private readonly Tensor weights, covariance, path, spreadPath;
    private readonly double effective, spreadRate, damping, pathRate, rankOne, rankMany, expectedLength;
    private int generation;

    private CovarianceState(ImmutableArray<double> start, double spread, int population)
    {
        size = start.Length;
        var raw = Enumerable.Range(1, population / 2).Select(rank => Math.Log((population + 1) / 2.0) - Math.Log(rank)).ToArray();
        weights = tensor(raw.Select(weight => weight / raw.Sum()).ToArray());
        effective = 1 / weights.square().sum().item<double>();
        spreadRate = (effective + 2) / (size + effective + 5);
        damping = 1 + (2 * Math.Max(0, Math.Sqrt((effective - 1) / (size + 1)) - 1)) + spreadRate;
        pathRate = (4 + (effective / size)) / (size + 4 + (2 * effective / size));
        rankOne = 2 / (Math.Pow(size + 1.3, 2) + effective);
        rankMany = Math.Min(1 - rankOne, 2 * (effective - 2 + (1 / effective)) / (Math.Pow(size + 2, 2) + effective));
        expectedLength = Math.Sqrt(size) * (1 - (1 / (4.0 * size)) + (1 / (21.0 * size * size)));
        (Mean, Spread) = (tensor([.. start]), spread);
        (covariance, Root) = (eye(size, dtype: ScalarType.Float64), eye(size, dtype: ScalarType.Float64));
        (path, spreadPath) = (zeros(size, ScalarType.Float64), zeros(size, ScalarType.Float64));
    }

    /// <summary>Where draws centre, [n].</summary>
    public Tensor Mean { get; }

    /// <summary>σ: what standard normal steps through <see cref="Root"/> are multiplied by.</summary>
    public double Spread { get; private set; }

    /// <summary>A square root of the covariance, [n, n].</summary>
    public Tensor Root { get; }

    /// <summary>The distribution before any draw.</summary>
    public static CovarianceState Of(ImmutableArray<double> start, double spread, int population) => new(start, spread, population);

    /// <summary>Moves towards the best half of a generation.</summary>
    /// <param name="steps">[population, n], the draws less the mean over σ, best first.</param>
    public void Follow(Tensor steps)
    {
        using var scope = NewDisposeScope();
        generation++;
        var chosen = steps.narrow(0, 0, weights.shape[0]);
        var step = weights.matmul(chosen);
        Mean.add_(step * Spread);
        var whitened = Whiten(step);
        spreadPath.mul_(1 - spreadRate).add_(whitened * Math.Sqrt(spreadRate * (2 - spreadRate) * effective));
        var length = spreadPath.norm().item<double>();
        var stalls = length / Math.Sqrt(1 - Math.Pow(1 - spreadRate, 2 * generation)) < (1.4 + (2.0 / (size + 1))) * expectedLength;
        path.mul_(1 - pathRate);
        if (stalls) path.add_(step * Math.Sqrt(pathRate * (2 - pathRate) * effective));
        var forgotten = stalls ? 0 : rankOne * pathRate * (2 - pathRate);
        covariance.mul_(1 - rankOne - rankMany + forgotten)
            .add_(path.outer(path) * rankOne).add_((chosen * weights.unsqueeze(1)).t().matmul(chosen) * rankMany);
        Spread *= Math.Exp(spreadRate / damping * ((length / expectedLength) - 1));
        var (values, vectors) = linalg.eigh(covariance);
        Root.copy_((vectors * values.clamp(min: 0).sqrt()).matmul(vectors.t()));
    }

    private Tensor Whiten(Tensor step)
    {
        var (values, vectors) = linalg.eigh(covariance);
        return vectors.matmul(vectors.t().matmul(step) / values.clamp(min: 1e-300).sqrt());
    }
}
