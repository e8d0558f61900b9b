using System.Text.Json;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class AdaMergingParity
{
    [Test]
    public void LearnsTheReferencesCoefficients(
        [Values] CoefficientSharing sharing, [Values] bool plusPlus)
    {
        var fixture = Fixture.Open("adamerging");
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        var file = (sharing == CoefficientSharing.TaskWise ? "task_wise" : "layer_wise") + (plusPlus ? "_pp" : "");
        using var expected = fixture.Load($"{file}.safetensors");
        var method = Method(fixture) with { Sharing = sharing, PlusPlus = plusPlus };
        var (raw, losses) = Learn(method, fixture, zoo, expected, sharing, out var vectors);

        fixture.Tolerance("losses").Check(tensor(losses, dtype: float32), expected["loss_total"], $"{file} losses");
        using var model = new SingleModel(zoo.Backbone, vectors.Merge(method.Effective(raw)));
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            var embedding = model.Encode(zoo.Eval(task), zoo.Tasks[task]);
            fixture.Tolerance("features").Check(embedding, expected["features_final"].select(0, task), $"{file} features");
            Assert.That(zoo.Zoo.Experts[task].Head.Logits(embedding).argmax(1).equal(expected[$"logits_final_{task}"].argmax(1)).all().item<bool>(), $"{file} predictions of task {task}");
        }
    }

    [Test]
    public void TakesThePlusPlusVectorsFromTies()
    {
        var fixture = Fixture.Open("adamerging");
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var expected = fixture.Load("ties_split_vectors.safetensors");
        var vectors = LearnableMerge.Create(zoo.Input, new AdaMerging { PlusPlus = true });
        foreach (var key in expected.Names)
        {
            var slash = key.IndexOf('/', StringComparison.Ordinal); // task_<t>/<tensor>
            var (task, name) = (key[5..slash], key[(slash + 1)..]);
            Tolerance.Exact.Check(vectors.Vectors(name)[int.Parse(task, null)].view(expected[key].shape), expected[key], key);
        }
    }

    private static AdaMerging Method(Fixture fixture) => new()
    {
        Start = fixture.Settings.GetProperty("prior").GetDouble(),
        Iterations = fixture.Int("steps"),
        BatchSize = fixture.Int("batch"),
        BatchesPerVisit = fixture.Int("batches_per_task_per_step"),
    };

    private static (Tensor Raw, List<double> Losses) Learn(
        AdaMerging method, Fixture fixture, ZooFixture zoo, Weights expected, CoefficientSharing sharing, out LearnableMerge vectors)
    {
        vectors = LearnableMerge.Create(zoo.Input, method);
        var order = JsonSerializer.Deserialize<string[]>(fixture.Text("parameter_order.json"))!;
        var rows = sharing == CoefficientSharing.TaskWise ? [0L] : vectors.Names.Select(name => (long)Array.IndexOf(order, name)).ToArray();
        using var inputs = fixture.Load("inputs.safetensors");
        var batches = inputs["batch_indices"]; // [step, task, batch, image]
        var raw = full([rows.Length, zoo.Tasks.Length], method.Start);
        var losses = new List<double>();
        var input = zoo.Input with
        {
            Data = zoo.Pools,
            Batches = new FixedBatches((task, step) => [.. batches[step, zoo.Tasks.IndexOf(task)].unbind(0).Select(batch => batch.data<long>().ToArray())]),
            Progress = new Immediately(step =>
            {
                losses.Add(step.Loss);
                fixture.Tolerance("lambdas").Check(raw, expected["lambdas_raw_after_step"][step.Step - 1].index_select(0, tensor(rows)), $"coefficients after step {step.Step}");
            }),
        };
        method.Learn(raw, vectors, input);
        return (raw, losses);
    }
}
