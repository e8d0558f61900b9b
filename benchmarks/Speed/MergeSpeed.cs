using BenchmarkDotNet.Attributes;
using SurgeryBench.Core;
using SurgeryBench.Methods;

namespace SurgeryBench.Speed;

/// <summary>Every merge that needs no data, on eight experts of the small tower.</summary>
public class MergeSpeed
{
    private const int Experts = 8;
    private Zoo zoo = null!;
    private IMergeMethod method = null!;
    private MergeInput input = null!;

    /// <summary>The methods by name.</summary>
    public static IEnumerable<string> Methods => MethodCatalog.All.Where(method => method is { Data: DataUse.None, IsReference: false }).Select(method => method.Name);

    /// <summary>The method that is measured.</summary>
    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    /// <summary>Draws the experts.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        zoo = MiniZoo.Draw(Experts);
        method = MethodCatalog.All.Single(candidate => candidate.Name == Method);
        input = new MergeInput { Base = zoo.Base, Experts = zoo.Experts, Backbone = MiniZoo.Backbone };
    }

    /// <summary>Eight experts to one model.</summary>
    [Benchmark]
    public void Merge() => method.Merge(input).Dispose();

    /// <summary>Frees the experts.</summary>
    [GlobalCleanup]
    public void CleanUp() => zoo.Dispose();
}
