namespace SurgeryBench.Models.Layouts;

/// <summary>A part of a vision tower, whatever a checkpoint calls it.</summary>
public enum TowerPart
{
    /// <summary>The class token, [width].</summary>
    ClassToken,

    /// <summary>Positions, [tokens, width].</summary>
    Positions,

    /// <summary>The patch convolution's kernel, [width, 3, patch, patch].</summary>
    PatchKernel,

    /// <summary>The projection to the embedding.</summary>
    Projection,

    /// <summary>Scale of the layer norm in front of the first block, [width].</summary>
    NormBeforeWeight,

    /// <summary>Shift of the layer norm in front of the first block, [width].</summary>
    NormBeforeBias,

    /// <summary>Scale of the layer norm behind the last block, [width].</summary>
    NormAfterWeight,

    /// <summary>Shift of the layer norm behind the last block, [width].</summary>
    NormAfterBias,

    /// <summary>Scale of a block's layer norm before attention, [width].</summary>
    FirstNormWeight,

    /// <summary>Shift of a block's layer norm before attention, [width].</summary>
    FirstNormBias,

    /// <summary>A block's query matrix, [width, width].</summary>
    QueryWeight,

    /// <summary>A block's key matrix, [width, width].</summary>
    KeyWeight,

    /// <summary>A block's value matrix, [width, width].</summary>
    ValueWeight,

    /// <summary>A block's query bias, [width].</summary>
    QueryBias,

    /// <summary>A block's key bias, [width].</summary>
    KeyBias,

    /// <summary>A block's value bias, [width].</summary>
    ValueBias,

    /// <summary>A block's output matrix of the attention, [width, width].</summary>
    AttentionOutWeight,

    /// <summary>A block's output bias of the attention, [width].</summary>
    AttentionOutBias,

    /// <summary>Scale of a block's layer norm before the perceptron, [width].</summary>
    SecondNormWeight,

    /// <summary>Shift of a block's layer norm before the perceptron, [width].</summary>
    SecondNormBias,

    /// <summary>A block's first perceptron matrix, [4 width, width].</summary>
    ExpandWeight,

    /// <summary>A block's first perceptron bias, [4 width].</summary>
    ExpandBias,

    /// <summary>A block's second perceptron matrix, [width, 4 width].</summary>
    ContractWeight,

    /// <summary>A block's second perceptron bias, [width].</summary>
    ContractBias,
}
