using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Federated;

/// <summary>
/// Clients of two classes and twelve samples each; a class is two blobs opposite each other in a plane that is hidden among ten dimensions. Three
/// of the twenty train in a round: a client by itself comes to few steps, while the shared network learns in every round.
/// </summary>
public sealed class SharingHelpsTests
{
    private const int Rounds = 40, Clients = 20, Classes = 6, Inputs = 10, PerClass = 6, Seeds = 3;
    private static readonly int[] Hidden = [24, 20, 16, 12, 8];
    private static readonly LocalTraining Training = new() { Epochs = 2, BatchSize = 8, LearningRate = 0.05, WeightDecay = 0.01 };

    [Test]
    public void ClientsThatShareAreMoreAccurateThanClientsAlone()
    {
        double[] gains = [.. Enumerable.Range(0, Seeds).Select(seed => Accuracy(FederatedVariant.Nested, seed) - Accuracy(FederatedVariant.Local, seed))];
        Assert.That(gains, Is.All.GreaterThan(0.03));
    }

    // A client that knows no more than which two classes it has is right half the time; one that answers blindly, a sixth of it.
    [Test]
    public void ThePrefixIsUsableByItself() =>
        Assert.That(Enumerable.Range(0, Seeds).Select(seed => Accuracy(FederatedVariant.Prefix, seed)), Is.All.GreaterThan(0.62));

    /// <summary>Mean accuracy over clients on new samples of each client's classes.</summary>
    private static double Accuracy(FederatedVariant variant, int number)
    {
        using var scope = NewDisposeScope();
        var seed = Seed.Of("sharing", $"{number}");
        var centres = Centres(seed);
        PerceptronSizes shared = new(Inputs, 48, 8, 8, Classes);
        var clients = Enumerable.Range(0, Clients).Select(k =>
        {
            var networks = ClientNetworks.Draw((shared, new(Inputs, Hidden[k % Hidden.Length], 8, 8, Classes)), new LabelBlock(0, Classes), variant, seed.For($"networks/{k}"));
            return new FederatedClient($"{k}", Draw(centres, k, PerClass, seed.For($"train/{k}")), networks, seed.For($"order/{k}"));
        });
        using var federation = new Federation(Perceptron.Draw(shared, seed.For("global")), [.. clients], Training, seed) { Participation = 0.15 };
        for (var round = 0; round < Rounds; round++) federation.Run(round);
        using var untracked = no_grad();
        return federation.Clients.Select((client, k) =>
        {
            using var test = Draw(centres, k, 100, seed.For($"test/{k}"));
            return client.Networks.Answer(test.Shared, test.Own).argmax(1).eq(test.Labels).to(float32).mean().item<float>();
        }).Average();
    }

    private static Tensor Centres(Seed seed)
    {
        using var generator = seed.For("centres").Generator();
        var (plane, _) = linalg.qr(randn([Inputs, 2], generator: generator));
        return (3 * randn([Classes, 2], generator: generator)).matmul(plane.t());
    }

    private static ClientSamples Draw(Tensor centres, int client, int perClass, Seed seed)
    {
        using var generator = seed.Generator();
        ImmutableArray<int> classes = [client % Classes, (client + 1 + (client / Classes)) % Classes];
        var labels = tensor(classes.SelectMany(label => Enumerable.Repeat((long)label, perClass)).ToArray());
        var side = (2 * (rand([labels.shape[0], 1], generator: generator) > 0.5).to(float32)) - 1;
        var points = (centres.index_select(0, labels) * side) + (0.6 * randn([labels.shape[0], Inputs], generator: generator));
        return new ClientSamples(points, points.clone(), labels);
    }
}
