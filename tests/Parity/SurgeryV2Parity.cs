using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class SurgeryV2Parity
{
    [Test]
    public void CorrectsEveryLevelInTheForwardPass()
    {
        using var setting = new Setting();
        using var scope = NewDisposeScope();
        using var expected = setting.Fixture.Load("forward_probe.safetensors");
        var (zoo, tolerance) = (setting.Zoo, setting.Fixture.Tolerance("forward"));
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            using var modules = setting.Modules("probe", task);
            var eval = new TaskImages(zoo.Tasks[task], new TensorImages(zoo.Eval(task)), []);
            using var targets = new ExpertTargets(zoo.Backbone, [zoo.Zoo.Experts[task]], [eval]);
            long[] all = [.. Enumerable.Range(0, eval.Images.Count).Select(index => (long)index)];
            var input = setting.Input with { Data = [eval], Targets = targets };
            using var recorder = Corrected(modules, setting.Merged, eval.Task, zoo.Eval(task));
            var batch = new TaskBatch(0, all);
            var alone = input with { Experts = [zoo.Zoo.Experts[task]] };
            var losses = new SurgeryV2().LevelLosses([modules], (batches, edit) => SurgeryV2.Encode(setting.Merged, batches, edit, alone), [batch], alone)
                .Select(loss => loss.squeeze(0)).ToArray();
            foreach (var (level, name) in setting.Levels.Index().Select(pair => (pair.Index, pair.Item)))
            {
                tolerance.Check(recorder.Levels[level], expected[$"task_{task}.surgery_{name}"], $"surgery {task} {name}");
                tolerance.Check(targets.Levels(eval.Task, all)[level], expected[$"task_{task}.expert_{name}"], $"expert {task} {name}");
                tolerance.Check(losses[level], expected[$"task_{task}.loss_{name}"], $"loss {task} {name}");
            }
            tolerance.Check(stack(losses).sum(), expected[$"task_{task}.loss_total"], $"total loss {task}");
        }
    }

    [Test]
    public void TrainsOneTaskAsTheReferenceDoes()
    {
        using var setting = new Setting();
        var steps = setting.Inputs["single_indices"];
        Check(setting, "single", tasks: 1, new SurgeryV2 { Iterations = (int)steps.shape[0], BatchesPerVisit = 1 },
            (_, visit) => [steps[visit].data<long>().ToArray()]);
    }

    [TestCase("multi_zero_grad_keeps_zeros", OptimiserSharing.Shared)]
    [TestCase("multi_zero_grad_sets_none", OptimiserSharing.Isolated)]
    public void TrainsAllTasksAsTheReferenceDoes(string file, OptimiserSharing sharing)
    {
        using var setting = new Setting();
        var visits = setting.Inputs["multi_indices"]; // [iteration, task, batch, image]
        Check(setting, file, setting.Zoo.Tasks.Length, new SurgeryV2 { Iterations = setting.Fixture.Int("iters"), Sharing = sharing },
            (task, visit) => [.. visits[visit, task].unbind(0).Select(batch => batch.data<long>().ToArray())]);
    }

    private static void Check(Setting setting, string file, int tasks, SurgeryV2 surgery, Func<int, int, IReadOnlyList<long[]>> batches)
    {
        using var scope = NewDisposeScope();
        var (zoo, fixture) = (setting.Zoo, setting.Fixture);
        using var expected = fixture.Load($"{file}.safetensors");
        var modules = Enumerable.Range(0, tasks).Select(task => setting.Modules("init", task)).ToImmutableArray();
        using var targets = new ExpertTargets(zoo.Backbone, zoo.Zoo.Experts, zoo.Pools);
        var input = setting.Input with
        {
            Experts = zoo.Zoo.Experts[..tasks],
            Targets = targets,
            Batches = new FixedBatches((task, visit) => batches(zoo.Tasks.IndexOf(task), visit)),
        };
        var losses = new List<float[]>();
        surgery.Train(modules, setting.Merged, input, (_, levels) => losses.Add(levels));

        fixture.Tolerance("losses").Check(stack([.. losses.Select(levels => tensor(levels))]), expected["loss_per_layer"], $"{file} level losses");
        fixture.Tolerance("losses").Check(tensor(losses.Select(levels => levels.Sum()).ToArray()), expected["loss_total"], $"{file} losses");
        for (var task = 0; task < tasks; task++) CheckModules(setting, expected, modules[task], task, file);
        foreach (var task in modules) task.Dispose();
    }

    private static void CheckModules(Setting setting, Weights expected, TaskModules modules, int task, string file)
    {
        var (fixture, zoo) = (setting.Fixture, setting.Zoo);
        foreach (var (module, level) in modules.All.OfType<ReluModule>().Zip(setting.Levels))
        {
            fixture.Tolerance("weights").Check(module.Down, expected[$"down_{task}_{level}"], $"{file} down {task} {level}");
            fixture.Tolerance("weights").Check(module.Up, expected[$"up_{task}_{level}"], $"{file} up {task} {level}");
        }
        using var recorder = Corrected(modules, setting.Merged, zoo.Tasks[task], zoo.Eval(task));
        fixture.Tolerance("features").Check(recorder.Levels[^1], expected[$"final_feature_{task}"], $"{file} feature {task}");
    }

    private static LevelRecorder Corrected(TaskModules modules, MergedModel merged, string task, Tensor images)
    {
        using var edit = new SideBySide([modules]);
        return SurgeryV2.Corrected(edit, afterBlock => merged.Encode(images, task, afterBlock));
    }

    private sealed class Setting : IDisposable
    {
        public Fixture Fixture { get; } = Fixture.Open("surgery_v2");

        public ZooFixture Zoo { get; } = new();

        public Weights Inputs { get; }

        public MergedModel Merged { get; }

        public string[] Levels { get; }

        public Setting()
        {
            Inputs = Fixture.Load("inputs.safetensors");
            Levels = [.. Enumerable.Range(0, Zoo.Backbone.Blocks).Select(block => $"{block}"), "final"];
            Merged = new TaskArithmetic { Scale = Scale() }.Merge(Zoo.Input);
        }

        public RepairInput Input => new()
        {
            Base = Zoo.Zoo.Base,
            Experts = Zoo.Zoo.Experts,
            Backbone = Zoo.Backbone,
            Data = Zoo.Pools,
            Targets = new ExpertTargets(Zoo.Backbone, [], []),
        };

        public TaskModules Modules(string kind, int task)
        {
            var all = Levels.Select(level => new ReluModule(Inputs[$"{kind}.down_{task}_{level}"].clone(), Inputs[$"{kind}.up_{task}_{level}"].clone())).ToArray();
            return new TaskModules([.. all[..^1]], all[^1]);
        }

        public void Dispose()
        {
            Merged.Dispose();
            Inputs.Dispose();
            Zoo.Dispose();
        }

        // "[1, 0.3, ...]": the coefficient of the base, then the one of all experts.
        private double Scale()
        {
            var text = Fixture.Settings.GetProperty("alpha").GetString()!;
            return double.Parse(text[(text.IndexOf(',', StringComparison.Ordinal) + 1)..text.IndexOf(", ...", StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
