namespace SurgeryBench.Methods.Surgery;

/// <summary>What SurgeryV2 corrects with.</summary>
public enum SurgeryModules
{
    /// <summary>x − Up·relu(Down·x): the paper's.</summary>
    Relu,

    /// <summary>x + Up·(Down·x) + bias, which can shift and needs no second unit for the other sign.</summary>
    Affine,

    /// <summary>Affine modules that start where <see cref="ClosedFormSurgery"/> ends: training polishes them.</summary>
    Fitted,
}
