using System.Collections.Frozen;
using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>What methods may know of a tower's tensors, read off their layout.</summary>
internal static class TowerRoles
{
    private static readonly ImmutableArray<(TowerPart Weight, TowerPart Bias, LinearRole Role)> Linear =
    [
        (TowerPart.QueryWeight, TowerPart.QueryBias, LinearRole.Attention), (TowerPart.KeyWeight, TowerPart.KeyBias, LinearRole.Attention),
        (TowerPart.ValueWeight, TowerPart.ValueBias, LinearRole.Attention), (TowerPart.AttentionOutWeight, TowerPart.AttentionOutBias, LinearRole.AttentionOut),
        (TowerPart.ExpandWeight, TowerPart.ExpandBias, LinearRole.Expand), (TowerPart.ContractWeight, TowerPart.ContractBias, LinearRole.Contract),
    ];

    /// <summary>The role of every tensor.</summary>
    public static FrozenDictionary<string, TensorRole> Of(IEnumerable<LaidOutTensor> tensors) =>
        tensors.ToFrozenDictionary(tensor => tensor.Name, tensor => new TensorRole(KindOf(tensor.Parts[0]), tensor.Block)
        {
            IsSecondNorm = tensor.Parts[0] is TowerPart.NormAfterWeight or TowerPart.NormAfterBias or TowerPart.SecondNormWeight or TowerPart.SecondNormBias,
        });

    /// <summary>The linear layers in the order in which they compute.</summary>
    public static ImmutableArray<LinearLayer> LinearLayers(IEnumerable<LaidOutTensor> tensors)
    {
        var inBlocks = tensors.Where(tensor => tensor.Block is not null).ToLookup(tensor => (tensor.Block, tensor.Parts[0]));
        var blocks = inBlocks.Select(entry => entry.Key.Block!.Value).Distinct().Order();
        return [.. blocks.SelectMany(block => Linear.SelectMany(part => inBlocks[(block, part.Weight)]
            .Select(weight => new LinearLayer(block, part.Role, weight.Name, inBlocks[(block, part.Bias)].Single().Name))))];
    }

    private static TensorKind KindOf(TowerPart part) => part switch
    {
        TowerPart.ClassToken => TensorKind.ClassToken,
        TowerPart.Positions => TensorKind.Positions,
        TowerPart.PatchKernel => TensorKind.PatchKernel,
        TowerPart.Projection => TensorKind.Projection,
        TowerPart.NormBeforeWeight or TowerPart.NormAfterWeight or TowerPart.FirstNormWeight or TowerPart.SecondNormWeight => TensorKind.NormWeight,
        TowerPart.NormBeforeBias or TowerPart.NormAfterBias or TowerPart.FirstNormBias or TowerPart.SecondNormBias => TensorKind.NormBias,
        _ => Linear.Any(linear => linear.Weight == part) ? TensorKind.LinearWeight : TensorKind.LinearBias,
    };
}
