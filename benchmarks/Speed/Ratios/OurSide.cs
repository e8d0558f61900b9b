using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>
/// This project's side of the comparisons. Each first gives a number of no meaning, when it is ready to be measured, and then its result.
/// </summary>
internal static class OurSide
{
    private const int Rounds = 8;

    /// <summary>A batch of images to embeddings.</summary>
    public static Func<Loaded, IEnumerator<double>> Encode(int batch)
    {
        return Work;

        IEnumerator<double> Work(Loaded loaded)
        {
            using var images = loaded.Batch(batch);
            Encode(loaded, images);
            yield return 0;
            var mean = 0d;
            for (var round = 0; round < Rounds; round++) mean = Encode(loaded, images);
            yield return mean;
        }
    }

    /// <summary>Steps of fine-tuning on one batch under a frozen head.</summary>
    public static Func<Loaded, IEnumerator<double>> Step(int batch)
    {
        return Work;

        IEnumerator<double> Work(Loaded loaded)
        {
            using var images = loaded.Batch(batch);
            using var tuning = new FineTuning(loaded.MergeInput, images, loaded.Shards);
            for (var round = 0; round < Rounds; round++) tuning.Step();
            yield return 0;
            var last = 0d;
            for (var round = 0; round < Rounds; round++) last = tuning.Step();
            yield return last;
        }
    }

    /// <summary>Eight experts to one.</summary>
    public static IEnumerator<double> Ties(Loaded loaded)
    {
        yield return 0;
        using var merged = (SingleModel)new Ties().Merge(loaded.MergeInput);
        yield return loaded.MergeInput.Base.Names.Sum(name => Distance(merged.Weights[name], loaded.MergeInput.Base[name]));
    }

    /// <summary>Merge and Surgery, with the experts' answers.</summary>
    public static IEnumerator<double> Surgery(Loaded loaded) => Train(loaded, iterations => new RepresentationSurgery { Iterations = iterations });

    /// <summary>Merge and SurgeryV2, with the experts' answers.</summary>
    public static IEnumerator<double> SurgeryV2(Loaded loaded) => Train(loaded, iterations => new SurgeryV2 { Iterations = iterations });

    private static IEnumerator<double> Train(Loaded loaded, Func<int, SurgeryRepair> repairOf)
    {
        yield return 0;
        var losses = new Losses();
        using var merged = new TaskArithmetic().Merge(loaded.MergeInput);
        using var repaired = repairOf(loaded.Iterations).Repair(merged, loaded.RepairInput with { Progress = losses });
        yield return losses.Mean;
    }

    private static double Encode(Loaded loaded, Tensor images)
    {
        var parts = new double[loaded.Shards];
        var size = images.shape[0] / parts.Length;
        if (parts.Length == 1) parts[0] = EncodePart(loaded.MergeInput, images);
        else Parallel.For(0, parts.Length, part => parts[part] = EncodePart(loaded.MergeInput, images.narrow(0, part * size, size)));
        return parts.Average();
    }

    private static double EncodePart(MergeInput input, Tensor images)
    {
        using var scope = NewDisposeScope();
        using var untracked = inference_mode();
        return input.Backbone.Encode(input.Base, images).abs().mean().item<float>();
    }

    private static double Distance(Tensor one, Tensor two)
    {
        using var scope = NewDisposeScope();
        return (one - two).abs().to_type(ScalarType.Float64).sum().item<double>();
    }

    private sealed class Losses : IProgress<StepProgress>
    {
        private double sum;
        private int count;

        public double Mean => sum / count;

        public void Report(StepProgress value) => (sum, count) = (sum + value.Loss, count + 1);
    }
}
