using System.Collections.Immutable;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini;

/// <summary>Draws images of named classes.</summary>
internal interface IImagePainter
{
    /// <summary>Kebab-case name.</summary>
    string Name { get; }

    /// <summary>The class names; label i is entry i.</summary>
    ImmutableArray<string> Classes { get; }

    /// <summary>What the camera does to the drawings of a class.</summary>
    Finish FinishOf(int label);

    /// <summary>Draws one image of a class; everything left to chance comes from the sketch's dice.</summary>
    void Paint(Sketch sketch, int label);
}
