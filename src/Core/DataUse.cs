namespace SurgeryBench.Core;

/// <summary>What a method or repair looks at besides weights. The sweep hands over this and nothing more.</summary>
public enum DataUse
{
    /// <summary>Weights only.</summary>
    None,

    /// <summary>Test images without labels: the transductive setting of the AdaMerging and Surgery papers.</summary>
    UnlabelledTest,

    /// <summary>Training images without labels.</summary>
    UnlabelledTrain,

    /// <summary>Training images with labels.</summary>
    LabelledTrain,

    /// <summary>Validation images with labels, which experts were not trained on.</summary>
    LabelledValidation,
}
