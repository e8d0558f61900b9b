using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Models;

namespace SurgeryBench.Experts;

/// <summary>
/// Zoos by content key. Each model is a safetensors file written when it is trained, so an interrupted training goes on with the models
/// that are missing, and a second one loads them all. A file that is not what was written is made again.
/// </summary>
/// <param name="directory">The cache; made when needed.</param>
public sealed class ZooStore(string directory)
{
    private const string Weight = "weight";

    /// <summary>Where the zoo of a key lies.</summary>
    public string FolderOf(string key) => Path.Combine(directory, "zoo", key);

    /// <summary>Whether a zoo is there in full.</summary>
    public bool Contains(string key, ISuite suite) =>
        Files(suite).All(file => File.Exists(Path.Combine(FolderOf(key), file)));

    /// <summary>Loads a zoo, training what is missing of it.</summary>
    /// <param name="suite">Images, borrowed.</param>
    /// <param name="backbone">The tower.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="seed">Number of the seed.</param>
    /// <param name="workers">Models trained at a time; results do not depend on it.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>A zoo owned by the caller.</returns>
    public Zoo LoadOrTrain(
        ISuite suite, VisionTransformer backbone, ZooRecipe recipe, int seed, int workers, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        var folder = FolderOf(ZooKey.Of(suite, backbone, recipe, seed));
        using var claim = FolderLock.Wait(folder, cancellation);
        var files = new ZooFolder(folder, progress);
        var trainer = new ZooTrainer(suite, backbone, recipe, Seed.Of("zoo", suite.Origin, $"{seed}"), progress, cancellation);

        var anchor = files.LoadOrMake("base", trainer.TrainBase);
        ImmutableArray<Weights> encoders = [anchor, .. Further(suite).Select(number => files.LoadOrMake(FoundationFile(number), () => trainer.TrainFoundation(number, anchor)))];
        ImmutableArray<Weights> foundations = [.. suite.Tasks.Select((_, t) => encoders[t % encoders.Length])];
        ImmutableArray<Head> heads = [.. suite.Tasks.Select((task, t) => LoadOrBuild(files, task, () => trainer.BuildHead(task, foundations[t])))];
        // All images are read before anything runs side by side: decoding allocates more than the collection gate allows for.
        foreach (var task in suite.Tasks) suite.Load(task.Name);
        var models = new Weights[suite.Tasks.Length + 1];
        // The longest training, of all tasks at once, starts first, so that no core idles at the end.
        Parallel.For(0, models.Length, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, i => models[i] = i == 0
            ? files.LoadOrMake("mtl", () => trainer.TrainMultiTask(anchor, heads))
            : files.LoadOrMake(ExpertFile(suite.Tasks[i - 1]), () => trainer.TrainExpert(suite.Tasks[i - 1], foundations[i - 1], heads[i - 1])));
        return new Zoo(anchor, [.. suite.Tasks.Select((task, t) => new Expert(task.Name, models[t + 1], heads[t]))], models[0], encoders.Length == 1 ? null : foundations);
    }

    private static IEnumerable<string> Files(ISuite suite) =>
        suite.Tasks.SelectMany(task => new[] { ExpertFile(task), HeadFile(task) }).Concat(Further(suite).Select(FoundationFile)).Append("base").Append("mtl").Select(name => $"{name}.safetensors");

    private static IEnumerable<int> Further(ISuite suite) => Enumerable.Range(2, suite.Foundations - 1);

    private static string FoundationFile(int number) => $"foundation.{number}";

    private static string ExpertFile(TaskInfo task) => $"expert.{task.Name}";

    private static string HeadFile(TaskInfo task) => $"head.{task.Name}";

    private static Head LoadOrBuild(ZooFolder files, TaskInfo task, Func<Head> build)
    {
        var weights = files.LoadOrMake(HeadFile(task), () =>
        {
            using var head = build();
            return new Weights([KeyValuePair.Create(Weight, head.Weight.alias())]);
        });
        return new Head(weights[Weight]);
    }
}
