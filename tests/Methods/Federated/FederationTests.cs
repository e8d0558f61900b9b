using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Federated;

public sealed class FederationTests
{
    private static readonly Seed Seed = Seed.Of("federation");
    private static readonly LocalTraining Training = new() { Epochs = 3, BatchSize = 5 };

    [Test]
    public void FollowsLocalTrainingExactlyWhenTheProjectorPassesOnPrivateFeaturesAndTheSharedLossIsOff()
    {
        using var passing = Shards.Passing(Shards.SharedFeatures);
        using var federated = new Federation(Shards.Global(FederatedVariant.Nested, Seed), [Shards.Client(1, FederatedVariant.Nested, Seed, [0, 1, 2], fixedProjector: passing)], Training with { TrainsProjector = false, SharedWeight = 0 }, Seed);
        using var local = new Federation(Shards.Global(FederatedVariant.Local, Seed), [Shards.Client(1, FederatedVariant.Local, Seed, [0, 1, 2])], Training, Seed);
        var start = Values(local.Clients[0].Networks.Own);
        for (var round = 0; round < 3; round++)
        {
            federated.Run(round);
            local.Run(round);
            Assert.That(Values(federated.Clients[0].Networks.Own), Is.EqualTo(Values(local.Clients[0].Networks.Own)), $"round {round}");
        }
        Assert.That(Values(local.Clients[0].Networks.Own), Is.Not.EqualTo(start));
    }

    [Test]
    public void IsPlainFederatedAveragingWhenTheProjectorPassesOnSharedFeaturesAndThePrivateLossIsOff()
    {
        using var passing = Shards.Passing(0);
        using var nested = Of(FederatedVariant.Nested, Training with { TrainsProjector = false, PrivateWeight = 0 }, passing);
        using var plain = Of(FederatedVariant.Average, Training);
        var start = Values(plain.Global);
        for (var round = 0; round < 3; round++)
        {
            nested.Run(round);
            plain.Run(round);
            Assert.That(Values(nested.Global), Is.EqualTo(Values(plain.Global)), $"round {round}");
        }
        Assert.That(Values(plain.Global), Is.Not.EqualTo(start));
    }

    [Test]
    public void TakesTheSharedNetworkOfASingleClientAsItIs()
    {
        using var federation = new Federation(Shards.Global(FederatedVariant.Nested, Seed), [Shards.Client(0, FederatedVariant.Nested, Seed, [0, 1])], Training, Seed);
        federation.Run(0);
        Assert.That(Values(federation.Global), Is.EqualTo(Values(federation.Clients[0].Networks.Shared)));
    }

    [Test]
    public void GivesIdenticalClientsTheNetworkThatEachOfThemHas()
    {
        using var federation = new Federation(Shards.Global(FederatedVariant.Nested, Seed), [Twin(0), Twin(5), Twin(10)], Training, Seed);
        federation.Run(0);
        foreach (var client in federation.Clients) Assert.That(Values(client.Networks.Shared), Is.EqualTo(Values(federation.Global)).Within(1e-6));

        // Numbers five apart have networks of one width.
        static FederatedClient Twin(int k) => Shards.Client(k, FederatedVariant.Nested, Seed, [0, 1], alias: "twin");
    }

    [Test]
    public void DoesNotDependOnTheOrderOfTheClients()
    {
        using Federation forward = Of(FederatedVariant.Nested, Training), backward = Of(FederatedVariant.Nested, Training, backwards: true);
        for (var round = 0; round < 2; round++) Assert.That(forward.Run(round), Is.EqualTo(backward.Run(round)).Within(1e-5));
        Assert.That(Values(forward.Global), Is.EqualTo(Values(backward.Global)).Within(1e-5));
        Assert.That(Values(forward.Clients[0].Networks.Own), Is.EqualTo(Values(backward.Clients[^1].Networks.Own)).Within(1e-5));
    }

    [Test]
    public void WeighsClientsByTheirSamples()
    {
        Assert.That(Federation.Weights([10, 30, 40]), Is.EqualTo(new[] { 0.125, 0.375, 0.5 }));
        Assert.That(Federation.Weights([7, 11, 13, 3]).Sum(), Is.EqualTo(1).Within(1e-12));
        using Perceptron one = Shards.Global(FederatedVariant.Nested, Seed.For("one")), two = Shards.Global(FederatedVariant.Nested, Seed.For("two"));
        using var mean = Perceptron.Mean([one, two], [0.25, 0.75]);
        Assert.That(Values(mean), Is.EqualTo(Values(one).Zip(Values(two), (left, right) => (0.25f * left) + (0.75f * right))).Within(1e-6));
    }

    // The released script keeps references to one network that every client loads and trains: its average is the last client's network.
    [Test]
    public void AveragesWhatEveryClientReturnedAndNotTheLastOne()
    {
        using var federation = Of(FederatedVariant.Nested, Training);
        federation.Run(0);
        var returned = federation.Clients.Select(client => Values(client.Networks.Shared)).ToList();
        var weights = Federation.Weights([.. federation.Clients.Select(client => client.SampleCount)]);
        var expected = Enumerable.Range(0, returned[0].Length).Select(i => (float)returned.Zip(weights, (values, weight) => values[i] * weight).Sum());
        Assert.That(Values(federation.Global), Is.EqualTo(expected).Within(1e-6));
        Assert.That(Distance(Values(federation.Global), returned[^1]), Is.GreaterThan(1e-2));
    }

    [Test]
    public void NetworksThatTravelShareNoStorage()
    {
        using var federation = Of(FederatedVariant.Nested, Training);
        federation.Run(0);
        var before = federation.Clients.Select(client => Values(client.Networks.Shared)).ToList();
        using (no_grad())
        {
            foreach (var parameter in federation.Global.Parameters) parameter.add_(1);
        }
        Assert.That(federation.Clients.Select(client => Values(client.Networks.Shared)), Is.EqualTo(before));
        using var copy = federation.Global.Clone();
        var kept = Values(copy);
        using (no_grad()) federation.Global.Parameters[0].zero_();
        Assert.That(Values(copy), Is.EqualTo(kept));
    }

    [Test]
    public void LeavesThePrivatePartsOfUnvisitedClientsAsTheyWere()
    {
        using var federation = Of(FederatedVariant.Nested, Training, participation: 0.5);
        for (var round = 0; round < 3; round++)
        {
            var visited = federation.Sample(round).ToHashSet();
            Assert.That(visited, Has.Count.EqualTo(2));
            var before = federation.Clients.Select(Private).ToList();
            federation.Run(round);
            foreach (var (client, values) in federation.Clients.Zip(before)) Assert.That(Private(client).SequenceEqual(values), Is.EqualTo(!visited.Contains(client)), $"round {round}, client {client.Name}");
        }
        var ever = Enumerable.Range(0, 20).SelectMany(federation.Sample).Distinct();
        Assert.That(ever.Count(), Is.EqualTo(4), "every client is visited some time");

        static ImmutableArray<float> Private(FederatedClient client) => Shards.Values(client.Networks.Own.Parameters.Concat(client.Networks.Projector));
    }

    [Test]
    public void CutsTheGradientOfEachPartByItself()
    {
        using var scope = NewDisposeScope();
        Tensor parameter = zeros(2), other = zeros(2);
        var training = new LocalTraining { ClipNorm = 5, LearningRate = 1, Momentum = 0.5, WeightDecay = 0 };
        MomentumDescent large = new([parameter], training), small = new([other], training);
        large.Step([tensor(new[] { 30f, 40f })]);
        small.Step([tensor(new[] { 3f, 0f })]);
        Assert.That(Shards.Values(parameter), Is.EqualTo(new[] { -3f, -4f }).Within(1e-5));
        Assert.That(Shards.Values(other), Is.EqualTo(new[] { -3f, 0f }));
        small.Step([tensor(new[] { 0f, 1f })]);
        Assert.That(Shards.Values(other), Is.EqualTo(new[] { -4.5f, -1f }), "half of the last step is repeated");
    }

    private static Federation Of(FederatedVariant variant, LocalTraining training, Tensor? projector = null, bool backwards = false, double participation = 1)
    {
        var clients = Enumerable.Range(0, 4).Select(k => Shards.Client(k, variant, Seed, [k, k + 1, k + 2], perClass: 4 + k, fixedProjector: projector));
        return new Federation(Shards.Global(variant, Seed), [.. backwards ? clients.Reverse() : clients], training, Seed) { Participation = participation };
    }

    private static ImmutableArray<float> Values(Perceptron network) => Shards.Values(network.Parameters);

    private static double Distance(ImmutableArray<float> left, ImmutableArray<float> right) => Math.Sqrt(left.Zip(right, (one, other) => Math.Pow(one - other, 2)).Sum());
}
