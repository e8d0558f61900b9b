using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Federated;

public sealed class ClientNetworksTests
{
    private static readonly Seed Seed = Seed.Of("client networks");

    [Test]
    public void NoGradientOfTheSharedHeadReachesTheProjectorBeyondThePrefix()
    {
        using var scope = NewDisposeScope();
        var gradient = ProjectorGradient(FederatedVariant.Nested);
        Assert.That(gradient.narrow(0, Shards.SharedFeatures, Shards.OwnFeatures - Shards.SharedFeatures).count_nonzero().item<long>(), Is.Zero);
        Assert.That(gradient.narrow(0, 0, Shards.SharedFeatures).count_nonzero().item<long>(), Is.GreaterThan(0));
    }

    [Test]
    public void WithoutNestingItReachesEveryRow()
    {
        using var scope = NewDisposeScope();
        var rows = ProjectorGradient(FederatedVariant.Flat).abs().sum(dim: 1);
        Assert.That(rows.data<float>().ToArray(), Is.All.GreaterThan(0f));
    }

    [Test]
    public void SpliceProjectionAndHeadsGiveTheScoresWorkedOutByHand()
    {
        using var scope = NewDisposeScope();
        using var client = Shards.Client(1, FederatedVariant.Nested, Seed, [0, 1]);
        using var samples = Shards.Samples([0, 1], 3, Seed, Seed.For("other"));
        var networks = client.Networks;
        var splice = cat([Features(networks.Shared), Features(networks.Own)], 1);
        var projected = splice.matmul(networks.Projector[0].t()) + networks.Projector[1];
        var (shared, own) = networks.Scores(samples.Shared, samples.Own);
        Assert.That(own!.allclose(Head(networks.Own, projected), 1e-4, 1e-5));
        Assert.That(shared!.allclose(Head(networks.Shared, projected.narrow(1, 0, Shards.SharedFeatures)), 1e-4, 1e-5));
        Assert.That(networks.Answer(samples.Shared, samples.Own).eq(own).all().item<bool>());

        Tensor Features(Perceptron network)
        {
            var hidden = (samples.Own.matmul(network.Parameters[0].t()) + network.Parameters[1]).clamp(min: 0);
            return (hidden.matmul(network.Parameters[2].t()) + network.Parameters[3]).clamp(min: 0);
        }

        static Tensor Head(Perceptron network, Tensor features) => features.matmul(network.Parameters[4].t()) + network.Parameters[5];
    }

    [Test]
    public void MasksTheClassesOfOtherClients()
    {
        using var scope = NewDisposeScope();
        using var client = Shards.Client(0, FederatedVariant.Average, Seed, [0]);
        using var samples = Shards.Samples([0], 2, Seed, Seed.For("other"));
        var all = client.Networks.Answer(samples.Shared, samples.Own);
        using var masked = new ClientNetworks(client.Networks.Shared.Clone(), client.Networks.Own.Clone(), [zeros(1), zeros(1)], new LabelBlock(2, 3), FederatedVariant.Average);
        Assert.That(masked.Answer(samples.Shared, samples.Own).eq(all.narrow(1, 2, 3)).all().item<bool>());
    }

    private static Tensor ProjectorGradient(FederatedVariant variant)
    {
        using var client = Shards.Client(0, variant, Seed, [0, 1]);
        var loss = client.Loss(new LocalTraining { PrivateWeight = 0 }, arange(16));
        return autograd.grad([loss], [client.Networks.Projector[0]])[0];
    }
}
