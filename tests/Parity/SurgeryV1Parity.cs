using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class SurgeryV1Parity
{
    [Test]
    public void TrainsOneTaskAsTheReferenceDoes()
    {
        var fixture = Fixture.Open("surgery_v1");
        using var inputs = fixture.Load("inputs.safetensors");
        var steps = inputs["single_indices"];
        Check(fixture, inputs, "single", tasks: 1, new RepresentationSurgery { Iterations = (int)steps.shape[0], BatchesPerVisit = 1 },
            (_, visit) => [steps[visit].data<long>().ToArray()]);
    }

    [TestCase("multi_zero_grad_keeps_zeros", OptimiserSharing.Shared)]
    [TestCase("multi_zero_grad_sets_none", OptimiserSharing.Isolated)]
    public void TrainsAllTasksAsTheReferenceDoes(string file, OptimiserSharing sharing)
    {
        var fixture = Fixture.Open("surgery_v1");
        using var inputs = fixture.Load("inputs.safetensors");
        var visits = inputs["multi_indices"]; // [iteration, task, batch, image]
        Check(fixture, inputs, file, fixture.Int("tasks"), new RepresentationSurgery { Iterations = fixture.Int("iters"), Sharing = sharing },
            (task, visit) => [.. visits[visit, task].unbind(0).Select(batch => batch.data<long>().ToArray())]);
    }

    private static void Check(
        Fixture fixture, Weights inputs, string file, int tasks, RepresentationSurgery surgery, Func<int, int, IReadOnlyList<long[]>> batches)
    {
        using var scope = NewDisposeScope();
        using var expected = fixture.Load($"{file}.safetensors");
        Tensor Merged(int task) => inputs["merged"][task];
        Tensor Target(int task) => inputs["expert"][task];
        var range = Enumerable.Range(0, tasks).ToArray();
        var modules = range.Select(task => new TaskModules([], Module(inputs, task))).ToImmutableArray();
        var losses = new List<float>();
        var images = new TensorImages(inputs["merged"][0]);
        var input = SurgeryDoubles.Input([.. range.Select(task => new TaskImages($"{task}", images, []))]) with
        {
            Batches = new FixedBatches((task, visit) => batches(int.Parse(task, null), visit)),
        };
        surgery.Train(modules, [.. range.Select(Merged)], [.. range.Select(Target)], input, (_, levels) => losses.Add(levels.Single()));

        fixture.Tolerance("loss").Check(tensor(losses), expected["loss"], $"{file} losses");
        foreach (var task in range)
        {
            fixture.Tolerance("weights").Check(((ReluModule)modules[task].Final).Down, expected[$"down_{task}"], $"{file} down {task}");
            fixture.Tolerance("weights").Check(((ReluModule)modules[task].Final).Up, expected[$"up_{task}"], $"{file} up {task}");
            var corrected = modules[task].Final.Clean(Merged(task));
            if (expected.Contains($"corrected_{task}")) fixture.Tolerance("corrected").Check(corrected, expected[$"corrected_{task}"], $"{file} corrected {task}");
            fixture.Tolerance("loss").Check((Merged(task) - Target(task)).abs().mean(), expected[$"bias_before_{task}"], $"{file} bias before {task}");
            fixture.Tolerance("loss").Check((corrected - Target(task)).abs().mean(), expected[$"bias_after_{task}"], $"{file} bias after {task}");
        }
        foreach (var task in modules) task.Dispose();
    }

    private static ReluModule Module(Weights inputs, int task) => new(inputs[$"init.down_{task}"].clone(), inputs[$"init.up_{task}"].clone());
}
